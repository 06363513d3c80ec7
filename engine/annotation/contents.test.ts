import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { Commitments } from './commitments.ts';
import { contentsOf, targetsDigest } from './contents.ts';
import { entrySet, noEntries } from './entry-set.ts';
import { sortedContents } from './sorted-contents.ts';

const many = 300;
const hashes = Array.from({ length: many }, (_, n) => createHash('sha256').update(`${n}`).digest());

describe('content hashes', () => {
  const db = makeCase(
    Array.from({ length: many }, (_, n) => ({ values: { entry_id: `log_${n}` }, raw: Buffer.from(`${n}`) })),
  );
  const chosen = (keep: (id: number) => boolean) =>
    Array.from({ length: many }, (_, i) => i + 1).filter(keep);

  it.each<[string, (id: number) => boolean]>([
    ['all', () => true],
    ['many', (id) => id % 3 !== 0],
    ['few', (id) => id % 100 === 7],
    ['none', () => false],
  ])('of %s entries come in their order, however they are read', (_, keep) => {
    const ids = chosen(keep);
    const expected = Buffer.concat(ids.map((id) => hashes[id - 1] as Buffer));
    expect(contentsOf(db, entrySet(ids), unwatched)?.equals(expected)).toBe(true);
  });

  it('are none where an entry is not there or has no whole hash', () => {
    expect(contentsOf(db, entrySet([many, many + 1]), unwatched)).toBeNull();
    const damaged = makeCase([{ values: {} }, { values: {} }]);
    damaged.exec('UPDATE entry_row SET content = zeroblob(31) WHERE id = 2');
    expect(contentsOf(damaged, entrySet([1, 2]), unwatched)).toBeNull();
    expect(contentsOf(damaged, entrySet([1]), unwatched)).toHaveLength(32);
    const gap = makeCase([{ values: {} }, { values: {} }, { values: {} }]);
    gap.exec('DELETE FROM entry_row WHERE id = 2');
    expect(contentsOf(gap, entrySet([1, 3]), unwatched)).toHaveLength(64);
  });

  it.each<[string, Buffer[]]>([
    ['nothing', []],
    ['as they come', hashes],
    ['that begin alike', hashes.map((hash) => Buffer.concat([Buffer.alloc(8, 7), hash.subarray(8)]))],
    ['that are the same', [hashes[0] as Buffer, hashes[0] as Buffer, hashes[1] as Buffer]],
  ])('%s are sorted by their bytes', (_, these) => {
    const expected = Buffer.concat(these.toSorted(Buffer.compare));
    expect(sortedContents(Buffer.concat(these)).equals(expected)).toBe(true);
  });

  it('are in the same digest where those of all entries are held for many events', () => {
    const commitments = new Commitments(db, unwatched);
    const salt = Buffer.alloc(16, 2);
    for (const keep of [() => true, (id: number) => id % 3 === 0, (id: number) => id > 290, () => false]) {
      const targets = { entries: entrySet(chosen(keep)), others: Buffer.alloc(0) };
      expect(commitments.digest(salt, targets)).toBe(targetsDigest(db, salt, targets, unwatched));
    }
    const beyond = { entries: entrySet([...chosen(() => true), many + 1]), others: Buffer.alloc(0) };
    expect(commitments.digest(salt, beyond)).toBeNull();
    const damaged = makeCase([{ values: {} }, { values: {} }]);
    damaged.exec('UPDATE entry_row SET content = zeroblob(31) WHERE id = 2');
    const both = { entries: entrySet([1, 2]), others: Buffer.alloc(0) };
    const first = { ...both, entries: entrySet([1]) };
    const held = new Commitments(damaged, unwatched);
    expect([held.digest(salt, both), held.digest(salt, first)]).toEqual([
      null,
      targetsDigest(damaged, salt, first, unwatched),
    ]);
  });

  it('of others than the case has are in the digest with its own', () => {
    const salt = Buffer.alloc(16, 1);
    const other = createHash('sha256').update('elsewhere').digest();
    const sorted = [hashes[4] as Buffer, other].sort(Buffer.compare);
    const expected = createHash('sha256').update(salt).update(Buffer.concat(sorted)).digest('hex');
    expect(targetsDigest(db, salt, { entries: entrySet([5]), others: other }, unwatched)).toBe(expected);
    expect(targetsDigest(db, salt, { entries: noEntries, others: other.subarray(1) }, unwatched)).toBeNull();
  });
});
