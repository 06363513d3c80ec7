import { expect, it } from 'vitest';
import { shown } from './results.ts';

it('shows three digits that matter, and rates in whole numbers', () => {
  const texts = [
    shown({ name: '', value: 1.4771, unit: 's' }),
    shown({ name: '', value: 12.345, unit: 'x' }),
    shown({ name: '', value: 553.7, unit: 'MiB' }),
    shown({ name: '', value: 101_833.4, unit: '/s' }),
  ];
  expect(texts).toEqual(['1.48 s', '12.3 x', '554 MiB', '101,833/s']);
});
