import { JsonTokens, quote } from '../../../shared/json/tokens.ts';
import type { Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import type { Located } from '../split/located.ts';
import { readerFor } from './formats.ts';

/** Names that the running number of an entry goes by. */
const numberName =
  /^(?:(?:log|entry|event|record|chain|block|audit)_?)?(?:seq|sequence|index|position|(?:seq|sequence)_?(?:no|num|number|id|index))$/i;

/** Of the numbers of successive entries, how many must go up or down by one: others are no running numbers. */
const consecutiveAtLeast = 0.5;

/**
 * The path at which each of the records states its running number: top-level, or in an object of its own. Null where none does.
 * `values`: records one after another.
 */
export function numberedBy(values: readonly JsonObject[]): readonly string[] | null {
  const [first] = values;
  if (first === undefined || values.length < 3) return null;
  return numberPaths(first).find((path) => isRunning(values.map((value) => numberAt(value, path)))) ?? null;
}

function numberPaths(value: JsonObject): string[][] {
  const names = Object.keys(value).slice(0, 500);
  const inner = names.flatMap((name) => {
    const member = value[name];
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return [];
    return Object.keys(member)
      .slice(0, 100)
      .filter((each) => numberName.test(each))
      .map((each) => [name, each]);
  });
  return [...names.filter((name) => numberName.test(name)).map((name) => [name]), ...inner];
}

function isRunning(numbers: readonly number[]): boolean {
  if (numbers.some(Number.isNaN)) return false;
  const steps = numbers.slice(1).map((number, n) => number - (numbers[n] as number));
  return [1, -1].some(
    (step) => steps.filter((each) => each === step).length >= steps.length * consecutiveAtLeast,
  );
}

/** NaN where there is no whole number, or one that is not exact. */
function numberAt(value: JsonObject, path: readonly string[]): number {
  let node: unknown = value;
  for (const name of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return Number.NaN;
    node = (node as JsonObject)[name];
  }
  if (typeof node === 'string' && /^\d{1,15}$/.test(node)) return Number(node);
  return Number.isSafeInteger(node) ? (node as number) : Number.NaN;
}

/** Reads the running numbers of entries, one after another. */
export class EntryNumbers {
  private readonly path: readonly string[];
  private readonly read: ReturnType<typeof readerFor>;
  /** The names of the path as a plain entry spells them; null where entries may not be plain. */
  private readonly names: readonly Buffer[] | null;
  private readonly tokens = new JsonTokens<Uint8Array>(new Uint8Array());
  private numbers = new Float64Array(1024);
  private count = 0;

  constructor(path: readonly string[], layout: Layout) {
    this.path = path;
    this.read = readerFor(layout);
    const isPlain = layout.form !== 'table' && (layout.form === 'empty' || layout.encoding === 'utf-8');
    this.names = isPlain && path.length > 0 ? path.map((name) => Buffer.from(name)) : null;
  }

  add(located: Located): void {
    if (this.count === this.numbers.length) {
      const more = new Float64Array(2 * this.count);
      more.set(this.numbers);
      this.numbers = more;
    }
    this.numbers[this.count++] = this.plainNumber(located.bytes) ?? this.numberOf(located);
  }

  /** Of what was added since. */
  take(): Float64Array<ArrayBuffer> {
    const taken = this.numbers.slice(0, this.count);
    this.count = 0;
    return taken;
  }

  /** Null where it is to be looked for with care: a name of the path stands more than once, or may be spelled otherwise, or no digits follow. */
  private plainNumber(bytes: Buffer): number | null {
    const { names, tokens } = this;
    if (names === null) return null;
    tokens.begin(bytes);
    let depth = 0;
    // How many names of the path lead to where the walk is, and have been met at all.
    let within = 0;
    let met = 0;
    let number: number | null = null;
    for (;;) {
      const first = tokens.next();
      if (first === undefined) return depth === 0 && met === names.length ? number : null;
      if (first !== quote) {
        tokens.at++;
        if (first === brace || first === bracket) depth++;
        else if ((first === closeBrace || first === closeBracket) && --depth <= within) {
          within = Math.max(0, depth - 1);
        }
        continue;
      }
      const start = tokens.at + 1;
      if (!tokens.string()) return null;
      if (depth !== within + 1) continue;
      const end = tokens.at - 1;
      if (tokens.next() !== colon) continue;
      tokens.at++;
      if (tokens.lastEscaped) return null;
      if (!isName(bytes, start, end, names[within] as Buffer)) continue;
      if (++met > within + 1) return null;
      if (met < names.length) {
        if (tokens.next() !== brace) return null;
        within++;
      } else {
        tokens.next();
        number = digitsAt(tokens);
        if (number === null) return null;
      }
    }
  }

  private numberOf(located: Located): number {
    const { value } = this.read(located);
    return value === null ? Number.NaN : numberAt(value, this.path);
  }
}

/** The whole number of up to 15 digits that begins here, and all of the value; null where there is none. */
function digitsAt(tokens: JsonTokens<Uint8Array>): number | null {
  const { bytes, at: start } = tokens;
  let number = 0;
  for (; tokens.at - start < 15; tokens.at++) {
    const value = (bytes[tokens.at] ?? 0) - zero;
    if (value < 0 || value > 9) break;
    number = number * 10 + value;
  }
  const isAny = tokens.at > start;
  const end = tokens.next();
  return isAny && (end === comma || end === closeBrace) ? number : null;
}

function isName(bytes: Uint8Array, start: number, end: number, name: Uint8Array): boolean {
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
  return true;
}

const zero = 0x30;
const comma = 0x2c;
const colon = 0x3a;
const brace = 0x7b;
const closeBrace = 0x7d;
const bracket = 0x5b;
const closeBracket = 0x5d;
