import { decodeText } from '../../../shared/bytes/encoded-text.ts';
import { type JsonNode, parseJson } from '../../../shared/json/parse.ts';
import type { Path } from '../../../shared/mapping/path.ts';
import { encodingOf, type Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import { nodeAt, nodeText, placeInArray } from './json-node.ts';
import type { Place, RecordValues } from './values.ts';

/** The values of records that are JSON objects. */
export class JsonValues implements RecordValues {
  private readonly layout: Layout;
  private record: JsonObject = {};
  private bytes: Buffer = Buffer.alloc(0);
  /** The record read a second time, keeping lexemes; undefined until that is asked for. */
  private lexemes: JsonNode | null | undefined;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  open(value: JsonObject, bytes: Buffer): void {
    this.record = value;
    this.bytes = bytes;
    this.lexemes = undefined;
  }

  place(path: Path): Place {
    const value = () => valueAt(this.record, path);
    // Only the rare record with a number where text is expected is read twice.
    const text = () => {
      const found = value();
      if (found === undefined || found === null) return null;
      return typeof found === 'string' ? found : this.textAt(path);
    };
    const scalar = () => {
      const found = value();
      return typeof found === 'string' || typeof found === 'number' ? text() : null;
    };
    return { value, text, scalar };
  }

  /**
   * What is no string there, as text. Null in a record nested more deeply than `parseJson` reads: the column stays empty,
   * at import and at verification alike, whatever stack is left; the record itself is kept.
   */
  private textAt(path: Path): string | null {
    if (this.lexemes === undefined) this.lexemes = parseJson(decodeText(encodingOf(this.layout), this.bytes));
    const node = nodeAt(this.lexemes ?? undefined, path);
    return node === undefined ? null : nodeText(node);
  }
}

/** Only own members count: `constructor` is nobody's value, and an array has places but no length. */
function valueAt(record: JsonObject, path: Path): unknown {
  let found: unknown = record;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    if (Array.isArray(found) && !placeInArray.test(name)) return undefined;
    found = (found as JsonObject)[name];
  }
  return found;
}
