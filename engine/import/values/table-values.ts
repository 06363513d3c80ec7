import { type JsonNode, parseJson } from '../../../shared/json/parse.ts';
import type { Path } from '../../../shared/mapping/path.ts';
import type { JsonObject } from '../record/read-record.ts';
import { columnNames, type TableLayout } from '../record/read-table-row.ts';
import { Headings } from './headings.ts';
import { isNull, nodeAt, nodeText } from './json-node.ts';
import type { Place, RecordValues } from './values.ts';

/** The values of a table's rows. An empty cell states nothing: then the next column is looked at that a path may lead to. */
export class TableValues implements RecordValues {
  private readonly headings: Headings;
  private row: JsonObject = {};
  /** Cells of the open row that were read as JSON. */
  private readonly parsed = new Map<string, JsonNode | null>();

  constructor(layout: TableLayout) {
    this.headings = new Headings(columnNames(layout.header));
  }

  open(value: JsonObject): void {
    this.row = value;
    if (this.parsed.size > 0) this.parsed.clear();
  }

  place(path: Path): Place {
    const candidates = this.headings.of(path);
    const first = (scalar: boolean): string | null => {
      for (const { heading, inside } of candidates) {
        const found = this.textOf(heading, inside, scalar);
        if (found !== null) return found;
      }
      return null;
    };
    return { value: () => first(false), text: () => first(false), scalar: () => first(true) };
  }

  private textOf(heading: string, inside: readonly string[], scalar: boolean): string | null {
    const cell = Object.hasOwn(this.row, heading) ? this.row[heading] : undefined;
    if (typeof cell !== 'string' || cell === '') return null;
    if (inside.length === 0) return cell;
    const node = nodeAt(this.json(heading, cell) ?? undefined, inside);
    if (node === undefined || isNull(node)) return null;
    return scalar && node.kind !== 'string' && node.kind !== 'number' ? null : nodeText(node);
  }

  private json(heading: string, cell: string): JsonNode | null {
    let node = this.parsed.get(heading);
    if (node === undefined) {
      node = /^\s*[{[]/.test(cell) ? parseJson(cell) : null;
      this.parsed.set(heading, node);
    }
    return node;
  }
}
