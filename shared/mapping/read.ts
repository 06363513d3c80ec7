import { type JsonNode, parseJson } from '../json/parse.ts';
import { plainly } from '../schema/fault-words.ts';
import { type Mapping, mappingSchema } from './schema.ts';

/** The mapping that a file's text states; a sentence that says what is wrong with it, where it is none. */
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

/** What a person may leave out: the name; and where nothing but columns is said, that they are columns. */
function completed(value: object): object {
  if ('columns' in value) return 'name' in value ? value : { name: unnamed, ...value };
  const names = Object.keys(value);
  const isColumns = names.length > 0 && names.every((name) => !members.has(name));
  return isColumns ? { name: unnamed, columns: value } : value;
}

/** A name that would be passed over in silence: one that stands twice, of which the last would count, or `__proto__`. */
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
