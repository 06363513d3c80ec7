import { expect, it } from 'vitest';
import { differencesListed } from '../../shared/domain/source-comparison.ts';
import { sourceRow } from '../case/sources.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { Differences } from './differences.ts';

it('lists the first ten thousand differences, and counts all of them', () => {
  const db = makeCase([]);
  const differences = new Differences(db, sourceRow(db, 1), sourceRow(db, 2));
  for (let n = 0; n < differencesListed; n++) differences.add('moved', null, null);
  differences.add('vanished', null, null);
  expect(differences.total).toBe(10_001);
  expect(differences.listed).toHaveLength(10_000);
  expect(differences.listed.every(({ kind }) => kind === 'moved')).toBe(true);
});
