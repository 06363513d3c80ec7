import { expect, test } from 'vitest';
import { footLine, quoted } from './page-margins.ts';

test('a title from a file cannot end the string that it is printed in', () => {
  expect(quoted('a"; } body { display: none } \\')).toBe('"a\\22 ; } body { display: none } \\5c "');
  expect(quoted('two\nlines</style>')).toBe('"two\\a lines\\3c /style>"');
});

test('a long name leaves room at the foot for what follows it', () => {
  const hash = 'a'.repeat(64);
  expect(footLine(['Ashdown', hash])).toBe(`Ashdown · ${hash}`);
  const foot = footLine(['👩‍⚖️ a long title '.repeat(20), hash]);
  expect([...foot].length).toBe(80 + 3 + 64);
  expect(foot.endsWith(`… · ${hash}`)).toBe(true);
  expect(foot.isWellFormed()).toBe(true);
});
