import { expect, test } from 'vitest';
import { quoted } from './page-margins.ts';

test('a title from a file cannot end the string that it is printed in', () => {
  expect(quoted('a"; } body { display: none } \\')).toBe('"a\\22 ; } body { display: none } \\5c "');
  expect(quoted('two\nlines</style>')).toBe('"two\\a lines\\3c /style>"');
});
