import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columns } from '../../../../shared/domain/columns.ts';
import type { Batch } from '../../../import/batch/batch.ts';
import { BatchBuilder } from '../../../import/batch/batch-builder.ts';
import { GrowingSegment } from './growing-segment.ts';

const texts = [
  'a',
  '',
  'é😀',
  '2025-11-04T14:22:31.847Z',
  '2025-11-04T14:22:31.123456789+01:00',
  'yesterday',
];
const batch = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  fills: fc.array(fc.constantFrom(0, 1, 2, 5), { minLength: columns.length, maxLength: columns.length }),
});

function built({ count, fills }: { readonly count: number; readonly fills: readonly number[] }): Batch {
  // Values beyond the third are no terms.
  const builder = new BatchBuilder({}, { limit: 3 });
  for (let i = 0; i < count; i++) {
    builder.begin({ bytes: Buffer.from(`${i}`), offset: i, length: 1, line: i + 1, fault: null });
    columns.forEach(({ kind }, column) => {
      const fill = fills[column] as number;
      if (fill === 0 || i % fill !== 0) return;
      if (kind === 'number') builder.number(column, i / 7);
      else builder.text(column, texts[(i + column) % texts.length] as string);
    });
  }
  return builder.take();
}

function taken(segment: GrowingSegment, { count, fills }: { count: number; fills: number[] }): unknown {
  const records = built({ count, fills });
  segment.append(records, { list: null, from: 0, to: count }, count);
  return [...segment.take()].map(([name, arrays]) => [
    name,
    Object.entries(arrays).map(([part, { buffer, byteOffset, byteLength }]) => [
      part,
      Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('hex'),
    ]),
  ]);
}

it('gives in the memory of the one before what it gives in memory of its own', () => {
  fc.assert(
    fc.property(fc.array(batch, { minLength: 2, maxLength: 4 }), (drafts) => {
      const again = new GrowingSegment();
      for (const draft of drafts) {
        again.clear();
        expect(taken(again, draft)).toEqual(taken(new GrowingSegment(), draft));
      }
    }),
    { numRuns: 25 },
  );
});
