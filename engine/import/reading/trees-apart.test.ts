import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../shared/bytes/encoding.ts';
import { StopFlag } from '../../threads/signal.ts';
import type { Batch } from '../batch/batch.ts';
import { itsreal } from '../systems/itsreal.ts';
import { readSource } from './read-source.ts';
import { type SourceRoots, SourceTreeBuilder } from './source-tree.ts';
import { TreesApart } from './trees-apart.ts';

const secret = Buffer.alloc(32, 5);

/** Batches of so many records, fresh each time: handing one over empties it. */
function* batches(records: number): Generator<Batch> {
  const lines = Array.from({ length: records }, (_, n) =>
    JSON.stringify({
      log_id: `log_${n}`,
      image_id: `img_${n % 70_000}`,
      context: { case_id: `CLM-${n % 91}` },
    }),
  );
  const layout = { form: 'ndjson', encoding: 'utf-8' } as const;
  const reading = { layout, mapping: itsreal.mapping, terms: {}, chain: null };
  for (const { batch } of readSource([Buffer.from(lines.join('\n'))], reading, () => false)) yield batch;
}

function here(records: number) {
  const trees = new SourceTreeBuilder(secret, {}, [tmpdir()]);
  for (const batch of batches(records)) trees.append(batch);
  return trees.finish();
}

/** What changes threads loses that it was a Buffer. */
const plain = ({ size, root, caseIds, imageIds }: SourceRoots) => [
  size,
  toHex(root),
  ...[caseIds, imageIds].map((tree) => `${tree.size} ${toHex(tree.root)}`),
];

describe('trees built apart', () => {
  // Few batches are kept for this thread; of the most, image ids are text and not terms, and a thread more finishes their tree.
  it.each([0, 10, 12_000, 140_000])('are those built here, of %i records', async (records) => {
    const trees = new TreesApart(secret, {}, [tmpdir()], new StopFlag());
    for (const batch of batches(records)) await trees.append(batch);
    const roots = await trees.finish();
    await trees.close();
    expect(plain(roots)).toEqual(plain(here(records)));
  });

  it('are given up when the work is cancelled', async () => {
    const stop = new StopFlag();
    const trees = new TreesApart(secret, {}, [tmpdir()], stop);
    for (const batch of batches(40_000)) await trees.append(batch);
    stop.set();
    await expect(trees.finish()).rejects.toMatchObject({ code: 'CANCELLED' });
    await trees.close();
  });

  it('say when their thread dies, however much is still to come', async () => {
    const trees = new TreesApart(secret, {}, [tmpdir()], new StopFlag());
    const dying = (async () => {
      // What is no term is nothing that the thread can take; batches go on coming.
      for (const batch of batches(200_000)) await trees.append({ ...batch, newTerms: [null as never] });
    })();
    await expect(dying).rejects.toMatchObject({ code: expect.stringMatching(/ENGINE_LOST|INTERNAL/) });
    await trees.close();
  });
});
