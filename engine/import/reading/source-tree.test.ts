import { fstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { digestLength } from '../../../shared/proof/digest.ts';
import { KeyTreeBuilder } from '../../proof/key-tree-builder.ts';
import { literal } from '../batch/column-data.ts';
import { SourceTreeBuilder } from './source-tree.ts';

/** More than are sorted at once, each with an image id of its own and no case id. */
const count = (1 << 17) + 5;

function withManyImages(secret: Uint8Array): SourceTreeBuilder {
  const trees = new SourceTreeBuilder(secret, {}, [tmpdir()]);
  const texts = Buffer.from(Array.from({ length: count }, (_, n) => `${1e6 + n}`).join(''));
  const starts = Int32Array.from({ length: count }, (_, n) => n * 7);
  trees.append({
    count,
    first: 0,
    offsets: new Float64Array(),
    lengths: new Float64Array(),
    lines: new Float64Array(),
    contents: new Uint8Array(count * digestLength),
    columns: {
      image_id: {
        kind: 'coded',
        codes: new Int32Array(count).fill(literal),
        spans: { starts, ends: starts.map((start) => start + 7), ascii: true },
      },
    },
    texts,
    newTerms: [],
    quarantined: [],
  });
  return trees;
}

it('leaves the file open for who finishes a tree elsewhere, though it fails itself meanwhile', async () => {
  const trees = withManyImages(new Uint8Array(32).fill(1));
  const finish = vi.spyOn(KeyTreeBuilder.prototype, 'finish').mockImplementation(() => {
    throw new Error('this one');
  });
  onTestFinished(() => finish.mockRestore());
  let file = -1;
  let isOpen: boolean | null = null;
  const finishing = trees.finishWith(async (remainder) => {
    file = remainder.file;
    // Whoever is told of the failure would have closed the file by then.
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    isOpen = fstatSync(file).isFile();
    return { size: 0, root: new Uint8Array(digestLength) };
  });
  await expect(finishing).rejects.toThrow('this one');
  expect(isOpen).toBe(true);
  expect(() => fstatSync(file)).toThrow('EBADF');
});
