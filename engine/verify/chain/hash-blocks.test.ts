import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { Scratch } from '../../proof/scratch.ts';
import { blockCount, HashBlocks } from './hash-blocks.ts';
import { StatedHashes } from './stated-hashes.ts';

const width = 32;

function scratchIn(folder: string): Scratch {
  const scratch = new Scratch([folder]);
  onTestFinished(() => scratch.close());
  return scratch;
}

/** So many blocks, the digests of each alike and their number in front. */
function filled(blocks: number, scratch: Scratch | null): HashBlocks {
  const held = new HashBlocks(width, scratch, 1);
  for (let n = 0; n < blocks * blockCount; n++) {
    if (n % blockCount === 0) held.grow();
    held.put(n, digestOf(n));
  }
  return held;
}

const digest = new Uint8Array(width);
const numberOf = new DataView(digest.buffer);

function digestOf(n: number): Uint8Array {
  numberOf.setUint32(0, n);
  numberOf.setUint32(28, ~n >>> 0);
  return digest;
}

it.each([
  ['in a file', tmpdir()],
  ['in memory, where no file can be made', '/nowhere at all'],
])('gives every digest back, wherever it stands: %s', (_, folder) => {
  const blocks = filled(3, scratchIn(folder));
  const count = 3 * blockCount;
  for (let n = 0; n < count; n++) if (!isDigestOf(blocks.at(n), n)) expect.fail(`digest ${n} is another`);
  // From place to place, backwards and forwards.
  for (let step = 0; step < 2000; step++) {
    const n = (step * 7_368_787) % count;
    if (!isDigestOf(blocks.at(n), n)) expect.fail(`digest ${n} is another`);
  }
});

function isDigestOf(bytes: Uint8Array, n: number): boolean {
  return Buffer.from(bytes).equals(Buffer.from(digestOf(n)));
}

it('keeps in memory what a full disk does not take', () => {
  const scratch = scratchIn(tmpdir());
  const blocks = new HashBlocks(width, scratch, 1);
  for (let n = 0; n < 4 * blockCount; n += blockCount) {
    if (n === 2 * blockCount)
      scratch.append = () => {
        throw new Error('no space left on device');
      };
    blocks.grow();
    blocks.put(n, digestOf(n));
  }
  for (let n = 0; n < 4 * blockCount; n += blockCount) expect(isDigestOf(blocks.at(n), n)).toBe(true);
});

// Nine blocks, of which the first is put aside: those that stand in memory are the oracle.
it('finds the same hashes, and who follows them, as where all stand in memory', () => {
  const profile = { algorithm: 'sha256', output: { encoding: 'hex', prefix: '' } } as const;
  const scratch = scratchIn(tmpdir());
  const lists = [new StatedHashes(profile), new StatedHashes(profile, scratch)] as const;
  const count = 9 * blockCount + 3;
  const digests = Buffer.alloc(count * width);
  for (let n = 0; n < count; n++) digests.writeUInt32BE(n, n * width);
  for (const list of lists) {
    list.add(hash('sha256', 'first'));
    list.add('spelled otherwise');
    list.addRun(digests, 0, count);
    list.follow(5, 'one before');
  }
  expect(scratch.length).toBeGreaterThan(0);
  const [held, aside] = lists;
  const wanted = new Set([0, 1, 2, 5, blockCount, count - 1].map((n) => held.at(n) as string));
  expect([...aside.among(wanted)]).toEqual([...held.among(wanted)]);
  const [ours, theirs] = [aside.since(blockCount - 2), held.since(blockCount - 2)];
  // Megabytes, which are compared at once.
  expect(Buffer.compare(ours.packed, theirs.packed)).toBe(0);
  expect(Buffer.compare(ours.followed, theirs.followed)).toBe(0);
  expect(ours.others).toEqual(theirs.others);
});
