import { expect, test } from 'vitest';
import { strings } from '../strings.ts';
import { actionText } from './action-text.ts';

test('what was done has a word, and what is unknown stands as it is', () => {
  expect(actionText('verify')).toBe(strings.custody.actions['verify']);
  expect(actionText('later')).toBe('later');
  expect(actionText('constructor')).toBe('constructor');
});
