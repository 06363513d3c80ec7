import { columns } from '../../../../shared/domain/columns.ts';
import { isCoded } from '../../../case/schema.ts';
import type { Batch } from '../../../import/batch/batch.ts';
import type { DataOf } from '../../../import/batch/column-data.ts';
import type { SegmentPart } from './arrays.ts';
import {
  type Chosen,
  CodedColumnPart,
  type GrowingColumn,
  NumberColumnPart,
  TextColumnPart,
  TimeColumnPart,
} from './columns.ts';

/** A segment that is being made, at most `segmentEntries` entries. */
export class GrowingSegment {
  entries = 0;
  private readonly columns = emptyColumns();
  private readonly sources = new CodedColumnPart(() => undefined);

  /** Takes up the chosen records of a batch, in their order. */
  append(batch: Batch, chosen: Chosen, source: number): void {
    for (const [, column] of this.columns) column.append(batch, chosen, this.entries);
    this.sources.fill(source, this.entries, chosen.to - chosen.from);
    this.entries += chosen.to - chosen.from;
  }

  /** Begins anew: what was taken is written over. */
  clear(): void {
    this.entries = 0;
    for (const [, column] of this.columns) column.clear();
    this.sources.clear();
  }

  get textLength(): number {
    return this.columns.reduce((sum, [, { textLength }]) => sum + textLength, 0);
  }

  /** The arrays of every column, `source` last. To be called once: what is given away is not to be written to. */
  *take(): Generator<[name: string, arrays: Partial<Record<SegmentPart, ArrayBufferView>>]> {
    for (const [name, column] of this.columns) yield [name, column.take(this.entries)];
    yield ['source', this.sources.take(this.entries)];
  }
}

function emptyColumns(): [name: string, column: GrowingColumn][] {
  return columns.map(({ name, kind }) => {
    const data =
      <K extends DataOf<'text'>['kind'] | DataOf<'coded'>['kind'] | 'number' | 'time'>(wanted: K) =>
      (batch: Batch) => {
        const found = batch.columns[name];
        return found?.kind === wanted ? (found as DataOf<K>) : undefined;
      };
    if (kind === 'number') return [name, new NumberColumnPart(data('number'))];
    if (kind === 'time') return [name, new TimeColumnPart(data('time'))];
    return [name, isCoded(name) ? new CodedColumnPart(data('coded')) : new TextColumnPart(data('text'))];
  });
}
