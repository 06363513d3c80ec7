import { expect, test } from 'vitest';
import { proposedKind, scopeOf, scopesOfHistory } from './scopes.ts';

test('from the history of a claim or an image, the pack is of that one', () => {
  const claim = scopesOfHistory('claim', 'CLM-7');
  expect(scopeOf(proposedKind(claim), claim)).toEqual({ caseId: 'CLM-7' });
  const image = scopesOfHistory('image', 'img_7');
  expect(scopeOf(proposedKind(image), image)).toEqual({ imageId: 'img_7' });
});
