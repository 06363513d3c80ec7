import type { ComparedValue } from '../../shared/domain/conflict.ts';
import { type JsonNode, parseJson } from '../../shared/json/parse.ts';
import { printPath } from '../../shared/mapping/path.ts';
import { entryText } from '../entry/text.ts';
import type { Layout } from '../import/layout/layout.ts';
import { rowOf } from '../import/record/read-table-row.ts';

/** Values that one entry can hold and still be compared: a screen shows no more, and hostile ones hold millions. */
export const fieldLimit = 10_000;
/** Characters of a value that are compared and shown in full; a longer one is told by its beginning and its length. */
export const valueLimit = 1 << 16;

export interface Fields {
  readonly values: ReadonlyMap<string, ComparedValue>;
  /** Why these are not all, in one sentence. */
  readonly incomplete: string | null;
}

/** Every value of an entry by its path, in the entry's order. */
export function fieldsOf(layout: Layout, bytes: Buffer): Fields {
  const fields = new FieldCollector();
  if (layout.form === 'table') {
    for (const [heading, text] of rowOf(layout, bytes)) fields.add([heading], { kind: 'text', text });
    return fields;
  }
  const record = parseJson(entryText(layout, bytes));
  if (record === null) {
    return { values: new Map(), incomplete: 'an entry is nested more deeply than fields are told apart' };
  }
  fields.walk(record, []);
  return fields;
}

class FieldCollector implements Fields {
  readonly values = new Map<string, ComparedValue>();
  incomplete: string | null = null;

  /** The leaves below a node. Its depth is bounded by what `parseJson` reads. */
  walk(node: JsonNode, path: readonly string[]): void {
    if (this.incomplete !== null) return;
    if (node.kind === 'object' && node.members.length > 0) {
      const taken = new Set(node.members.map(({ name }) => name));
      const met = new Map<string, number>();
      for (const { name, value } of node.members) {
        let times = (met.get(name) ?? 0) + 1;
        // Another member may be called so itself: none may take the place of another.
        while (times > 1 && taken.has(`${name} (${times})`)) times++;
        met.set(name, times);
        this.walk(value, [...path, times === 1 ? name : `${name} (${times})`]);
      }
    } else if (node.kind === 'array' && node.items.length > 0) {
      for (const [index, item] of node.items.entries()) this.walk(item, [...path, String(index)]);
    } else {
      this.add(path, leaf(node));
    }
  }

  add(path: readonly string[], value: ComparedValue): void {
    if (this.values.size === fieldLimit)
      this.incomplete = `an entry holds more than ${fieldLimit} values; the rest is not compared`;
    else this.values.set(printPath(path), value);
  }
}

function leaf(node: JsonNode): ComparedValue {
  switch (node.kind) {
    case 'literal':
      return { kind: node.text === 'null' ? 'null' : 'boolean', text: node.text };
    case 'number':
      return { kind: 'number', text: node.lexeme };
    case 'string':
      return { kind: 'text', text: node.value };
    case 'array':
      return { kind: 'array', text: '[]' };
    case 'object':
      return { kind: 'object', text: '{}' };
  }
}
