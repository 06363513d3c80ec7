import { decodeText, encodeText } from '../../shared/bytes/encoded-text.ts';
import { columns } from '../../shared/domain/columns.ts';
import type { Path } from '../../shared/mapping/path.ts';
import { mask } from '../../shared/pack/mask.ts';
import type { SourceRow } from '../case/sources.ts';
import { encodingOf } from '../import/layout/layout.ts';
import { layoutOf, mappingOf } from '../import/layout/stated.ts';
import { readerFor } from '../import/reading/formats.ts';
import { EntryMapper } from '../import/record/map-entry.ts';
import { columnNames } from '../import/record/read-table-row.ts';
import { Headings } from '../import/values/headings.ts';
import type { Cell } from '../query/rows-scan.ts';
import { type FieldPath, fieldPaths, isNamed } from './fields.ts';
import { type JsonSpan, jsonSpans } from './json-spans.ts';
import { type KnownTexts, type MaskedText, maskText } from './mask-text.ts';
import { rowSpans } from './row-spans.ts';
import { type RulePlaces, refusedRule, united } from './rules.ts';

export interface MaskedRecord extends Omit<MaskedText, 'text'> {
  readonly bytes: Buffer;
}

/** What the rule at a place masks. */
interface MaskedFields {
  readonly place: number;
  readonly fields: readonly string[];
}

/** Masks records of one source, and reads what is left of them. */
export class RecordMask {
  private readonly layout;
  private readonly mapping;
  private readonly fields: readonly {
    readonly place: number;
    readonly field: string;
    readonly paths: readonly FieldPath[];
  }[];
  private readonly mapper: EntryMapper;
  private readonly names: readonly string[];

  /**
   * @param rules what each names, and its place among the rules
   * @throws AppError INVALID_INPUT for a field that is none
   */
  constructor(source: SourceRow, rules: readonly MaskedFields[]) {
    this.layout = layoutOf(source);
    this.mapping = mappingOf(source);
    this.fields = rules.flatMap(({ place, fields }) =>
      fields.map((field) => ({ place, field, paths: this.places(this.pathsOf(field, place)) })),
    );
    this.mapper = new EntryMapper(this.mapping, this.layout);
    this.names = this.layout.form === 'table' ? columnNames(this.layout.header) : [];
  }

  private pathsOf(field: string, place: number): FieldPath[] {
    const paths = fieldPaths(field, this.mapping);
    if (typeof paths !== 'string') return paths;
    throw refusedRule(
      { place, part: 'fields' },
      `${JSON.stringify(field)} is not a field: ${paths}`,
      'name a column (note), a path (result.reviewer_note) or a JSON pointer (/result/reviewer_note)',
    );
  }

  /** In a table, the cells that a path leads to or into: a cell is masked whole. */
  private places(paths: readonly FieldPath[]): FieldPath[] {
    if (this.layout.form !== 'table') return [...paths];
    const headings = new Headings(columnNames(this.layout.header));
    return paths.flatMap((path) => headings.of(path as Path).map(({ heading }) => [heading]));
  }

  /**
   * @param chosen the rules whose fields are to be masked in this record; it may hold of what was masked elsewhere besides
   * @param onField told of each field of a rule that the record has a value at
   * @returns null where nothing is to be masked
   */
  mask(
    bytes: Uint8Array,
    chosen: RulePlaces,
    known: KnownTexts,
    onField: (place: number, field: string) => void,
  ): MaskedRecord | null {
    const encoding = encodingOf(this.layout);
    const text = decodeText(encoding, bytes);
    const spans = [...this.spans(text)];
    const fields = this.fields.filter(({ place }) => chosen.includes(place));
    const rulesAt = (path: readonly string[]) => {
      const named = fields.filter(({ paths }) => isNamed(path, paths));
      for (const { place, field } of named) onField(place, field);
      return united(named.map(({ place }) => [place]));
    };
    const replacement = this.layout.form === 'table' ? mask : JSON.stringify(mask);
    const masked = maskText(text, spans, rulesAt, known, replacement);
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
