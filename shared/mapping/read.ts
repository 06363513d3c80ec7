import { type JsonNode, parseJson } from '../json/parse.ts';
import { plainly } from '../schema/fault-words.ts';
import { type Mapping, mappingSchema } from './schema.ts';

/** The mapping that a file's text states or, if it states none, a sentence that says what is wrong with it. */
export function readMapping(text: string): Mapping | string {
  const plain = text.replace(/^\ufeff/, '');
  if (plain.trim() === '') return 'it is empty';
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    return `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const node = parseJson(plain);
  const unread = node === null ? 'it is nested too deeply' : unreadName(node);
  if (unread !== null) return unread;
  if (node?.kind !== 'object') return 'it is no object with a name and columns';
  const parsed = mappingSchema.safeParse(completed(value as object), plainly);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return `${place === '' ? '' : `${place}: `}${issue?.message ?? 'it is none'}`;
}

/** The name of a mapping whose file gives none. */
const unnamed = 'custom';
const members = new Set(Object.keys(mappingSchema.shape));

/** Adds what a person may leave out: the name and, if the file holds nothing but columns, the `columns` around them. */
function completed(value: object): object {
  if ('columns' in value) return 'name' in value ? value : { name: unnamed, ...value };
  const names = Object.keys(value);
  const isColumns = names.length > 0 && names.every((name) => !members.has(name));
  return isColumns ? { name: unnamed, columns: value } : value;
}

/** What is wrong with a name that JSON.parse would drop in silence: one that is given twice, or `__proto__`; null if there is none. */
function unreadName(node: JsonNode): string | null {
  if (node.kind !== 'object') return null;
  const names = new Set<string>();
  for (const { name, value } of node.members) {
    if (names.has(name)) return `${name}: stands twice`;
    if (name === '__proto__') return `${name}: no such column`;
    names.add(name);
    const within = unreadName(value);
    if (within !== null) return within;
  }
  return null;
}
