import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';
import { unpack } from './testing/unpack.ts';

const program = join(import.meta.dirname, 'testing/recompute_pack.py');

function recompute(folder: string) {
  const { status, stdout, stderr } = spawnSync('python3', [program, folder], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('a pack, recomputed by a program that shares nothing with Casebound', () => {
  let small: SmallCase;
  let folder: string;

  beforeAll(async () => {
    const lines = Array.from({ length: 23 }, (_, i) =>
      trailLine({
        id: `log_${i}`,
        claim: i % 3 === 0 ? 'CLM-Ä' : `CLM-${i}`,
        image: `img_${i % 4}`,
        minute: i,
      }),
    );
    // What cannot be read has no leaf: the places of the others must not shift for a checker who does not know of it.
    lines.splice(5, 0, '{"log_id": broken');
    const again = [...lines.slice(2, 9), trailLine({ id: 'log_new', claim: 'CLM-Ä' })];
    small = await SmallCase.make('Recomputed', [lines, again]);
    addAnnotation(small.db, {
      on: { query: 'case_id:CLM-Ä' },
      mark: { note: 'look at “this” 🔎' },
      author: 'Reviewer',
    });
    folder = unpack((await small.seal({ caseId: 'CLM-Ä' })).pack);
  });
  afterAll(() => small.remove());

  test('holds in every file, entry, proof and event', () => {
    const { status, said } = recompute(folder);
    expect(said).toContain('entries: 11, each included');
    expect(said).toContain('completeness: nothing of case_id was left out');
    expect(said).toContain('annotations: unbroken');
    expect(status).toBe(0);
  });

  test('does not hold once anything is changed', () => {
    for (const file of ['data/entries.ndjson', 'data/custody.ndjson', 'verification/proofs/proofs.jsonl']) {
      const path = join(folder, file);
      const before = readFileSync(path);
      appendFileSync(path, ' ');
      expect(recompute(folder).status, file).toBe(1);
      writeFileSync(path, before);
    }
    expect(recompute(folder).status).toBe(0);
  });
});
