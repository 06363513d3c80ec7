import { decodeText, encodeText } from '../../shared/bytes/encoded-text.ts';
import { columns } from '../../shared/domain/columns.ts';
import type { Path } from '../../shared/mapping/path.ts';
import type { SourceRow } from '../case/sources.ts';
import { readerFor } from '../import/formats.ts';
import { encodingOf } from '../import/layout.ts';
import { EntryMapper } from '../import/map-entry.ts';
import { columnNames } from '../import/read-table-row.ts';
import { layoutOf, mappingOf } from '../import/stated.ts';
import { Headings } from '../import/values/headings.ts';
import type { Cell } from '../query/rows-scan.ts';
import { type FieldPath, fieldPaths, isNamed } from './fields.ts';
import { type JsonSpan, jsonSpans } from './json-spans.ts';
import { type KnownTexts, type MaskedText, mask, maskText } from './mask-text.ts';
import { rowSpans } from './row-spans.ts';

export interface MaskedRecord extends Omit<MaskedText, 'text'> {
  readonly bytes: Buffer;
}

/** Masks records of one source, and reads what is left of them. */
export class RecordMask {
  private readonly layout;
  private readonly mapping;
  private readonly fields: readonly { readonly field: string; readonly paths: readonly FieldPath[] }[];
  private readonly mapper: EntryMapper;
  private readonly names: readonly string[];

  /** @throws AppError INVALID_INPUT for a field that is none */
  constructor(source: SourceRow, fields: readonly string[]) {
    this.layout = layoutOf(source);
    this.mapping = mappingOf(source);
    this.fields = fields.map((field) => ({ field, paths: this.places(fieldPaths(field, this.mapping)) }));
    this.mapper = new EntryMapper(this.mapping, this.layout);
    this.names = this.layout.form === 'table' ? columnNames(this.layout.header) : [];
  }

  /** In a table, the cells that a path leads to or into: a cell is masked whole. */
  private places(paths: readonly FieldPath[]): FieldPath[] {
    if (this.layout.form !== 'table') return [...paths];
    const headings = new Headings(columnNames(this.layout.header));
    return paths.flatMap((path) => headings.of(path as Path).map(({ heading }) => [heading]));
  }

  /**
   * @param chosen whether the fields are to be masked in this record; otherwise it is only for what it may hold of what was masked elsewhere
   * @param onField told of each field that the record has a value at
   * @returns null where nothing is to be masked
   */
  mask(
    bytes: Uint8Array,
    chosen: boolean,
    known: KnownTexts,
    onField: (field: string) => void,
  ): MaskedRecord | null {
    const encoding = encodingOf(this.layout);
    const text = decodeText(encoding, bytes);
    const spans = [...this.spans(text)];
    const isTarget = (path: readonly string[]) => {
      const named = chosen ? this.fields.find(({ paths }) => isNamed(path, paths)) : undefined;
      if (named !== undefined) onField(named.field);
      return named !== undefined;
    };
    const replacement = this.layout.form === 'table' ? mask : JSON.stringify(mask);
    const masked = maskText(text, spans, isTarget, known, replacement);
    if (masked === null) return null;
    const { text: left, ...rest } = masked;
    return { ...rest, bytes: Buffer.from(encodeText(encoding, left)) };
  }

  private spans(text: string): Iterable<JsonSpan> {
    return this.layout.form === 'table' ? rowSpans(text, this.layout.delimiter, this.names) : jsonSpans(text);
  }

  /** The normalized columns of a masked record, in the order of `columns`: made from what is left of it, and nothing else. */
  values(bytes: Buffer): Cell[] {
    const values: Cell[] = columns.map(() => null);
    const { value } = readerFor(this.layout)({ bytes, fault: null } as never);
    if (value === null) return values;
    this.mapper.map(value, bytes, {
      text: (column, said) => {
        values[column] = said;
      },
      number: (column, number) => {
        values[column] = number;
      },
    });
    return values;
  }
}
