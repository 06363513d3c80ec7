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
  /** What stands before the number where an entry is plain; null where it may not be. */
  private readonly mark: Buffer | null;
  private numbers = new Float64Array(1024);
  private count = 0;

  constructor(path: readonly string[], layout: Layout) {
    this.path = path;
    this.read = readerFor(layout);
    const name = path.at(-1) ?? '';
    const isPlain = layout.form !== 'table' && (layout.form === 'empty' || layout.encoding === 'utf-8');
    this.mark = isPlain && /^\w+$/.test(name) ? Buffer.from(`"${name}":`) : null;
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

  /** Null where it is to be looked for with care: the name does not stand exactly once, or is followed by anything but digits. */
  private plainNumber(bytes: Buffer): number | null {
    const { mark } = this;
    if (mark === null) return null;
    const at = bytes.indexOf(mark);
    if (at < 0 || bytes.indexOf(mark, at + 1) >= 0) return null;
    let digit = at + mark.length;
    if (bytes[digit] === space) digit++;
    const start = digit;
    let number = 0;
    for (; digit - start < 15; digit++) {
      const value = (bytes[digit] ?? 0) - zero;
      if (value < 0 || value > 9) break;
      number = number * 10 + value;
    }
    const end = bytes[digit];
    return digit > start && (end === comma || end === brace) ? number : null;
  }

  private numberOf(located: Located): number {
    const { value } = this.read(located);
    return value === null ? Number.NaN : numberAt(value, this.path);
  }
}

const space = 0x20;
const zero = 0x30;
const comma = 0x2c;
const brace = 0x7d;
