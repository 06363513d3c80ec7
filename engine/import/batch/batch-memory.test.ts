import { expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { storedColumns } from '../../case/schema.ts';
import { type Batch, batchLength, valuesOf } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { batchMemory, giveBack } from './batch-memory.ts';

/** Records of batch `turn`, whose columns are filled otherwise each time, and whose texts are of about `length` bytes. */
function fill(builder: BatchBuilder, turn: number, count: number, length = 8): Batch {
  for (let i = 0; i < count; i++) {
    builder.begin({ bytes: Buffer.from(`${turn} ${i}`), offset: i * 9, length: 8, line: i + 1, fault: null });
    columns.forEach(({ kind }, column) => {
      if ((i + turn + column) % 3 === 0) return;
      if (kind === 'number') builder.number(column, turn + i / 7);
      else if (kind === 'time')
        builder.text(column, `2025-11-0${1 + (turn % 9)}T14:22:31.000${i % 2 ? '' : '5'}Z`);
      else builder.text(column, `${turn} ${i} `.padEnd(length, 'é'));
    });
  }
  return builder.take();
}

const read = (batch: Batch) => ({
  places: [batch.offsets, batch.lengths, batch.lines].map((each) => [...each.subarray(0, batch.count)]),
  contents: Buffer.from(batch.contents.slice(0, batch.count * 32)).toString('hex'),
  values: storedColumns.map((column) =>
    Array.from({ length: batch.count }, (_, i) => valuesOf(batch, column)(i)),
  ),
});

it('holds batch after batch as memory of their own does, whatever stood there before', () => {
  const pooled = new BatchBuilder({}, { limit: 50, memory: batchMemory() });
  const fresh = new BatchBuilder({}, { limit: 50 });
  const used = new Set<number>();
  for (let turn = 0; turn < 6; turn++) {
    const batch = fill(pooled, turn, 200);
    expect(read(batch)).toEqual(read(fill(fresh, turn, 200)));
    used.add(batch.place?.place ?? -1);
    if (batch.place) giveBack(batch.place);
  }
  expect([...used]).toEqual([0]);
});

it('leaves a batch alone until its place is given back, and goes on without places', () => {
  const builder = new BatchBuilder({}, { limit: 50, memory: batchMemory() });
  const batches = Array.from({ length: 40 }, (_, turn) => fill(builder, turn, 20));
  const before = batches.map(read);
  expect(batches.filter(({ place }) => place === null).length).toBe(8);
  const [first] = batches;
  if (first?.place) giveBack(first.place);
  const next = fill(builder, 40, 20);
  expect(next.place?.place).toBe(first?.place?.place);
  expect(batches.slice(1).map(read)).toEqual(before.slice(1));
});

it('takes what finds no room in a place into memory of its own', () => {
  const builder = new BatchBuilder({}, { limit: 50, memory: batchMemory() });
  fill(builder, 0, 10);
  const long = fill(builder, 1, 100, 6000);
  expect(long.texts.buffer).toBeInstanceOf(ArrayBuffer);
  expect(long.count).toBeLessThan(batchLength);
  expect(read(long)).toEqual(read(fill(new BatchBuilder({}, { limit: 50 }), 1, 100, 6000)));
});
