import type { Random } from './random.ts';

type Mutation = (source: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** What means something in one form or another. */
const tokens = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '|',
    ':',
    '\\',
    '\\"',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\0',
    '/',
    'null',
  ],
  ...[
    '\ufeff',
    '\u2028',
    '\u202e',
    '\ud7ff',
    '"__proto__":',
    '{"logs":[',
    ']}',
    '},{',
    '}\n{',
    '""""',
    '1e999',
    '-0',
  ],
  ...['\\u0000', '\\ud800', '"\\u006cogs":', '<html>', 'sep=;\n', '9007199254740993', '[]', '{}'],
].map((token) => Buffer.from(token));

function cut(source: Buffer, random: Random): [number, number] {
  const from = random.below(source.length + 1);
  const longest = random.of([1, 4, 64, source.length]);
  return [from, Math.min(source.length, from + random.below(longest + 1))];
}

function replaced(source: Buffer, from: number, to: number, by: Buffer): Buffer {
  return Buffer.concat([source.subarray(0, from), by, source.subarray(to)]);
}

/** Every other byte is another one: UTF-16 read as UTF-8, or its two bytes the wrong way round. */
function swappedUnits(source: Buffer): Buffer {
  return Buffer.from(source.subarray(0, source.length & ~1)).swap16();
}

const mutations: Readonly<Record<string, Mutation>> = {
  'bit flip': (source, random) => {
    const changed = Buffer.from(source);
    const at = random.below(source.length);
    if (changed.length > 0) changed[at] = (changed[at] as number) ^ (1 << random.below(8));
    return changed;
  },
  'any byte': (source, random) => {
    const at = random.below(source.length);
    return replaced(source, at, at + 1, Buffer.of(random.below(256)));
  },
  token: (source, random) => {
    const [from, to] = random.below(2) === 0 ? cut(source, random) : [random.below(source.length + 1), 0];
    return replaced(source, from, Math.max(from, to), random.of(tokens));
  },
  cut: (source, random) => {
    const [from, to] = cut(source, random);
    return replaced(source, from, to, Buffer.alloc(0));
  },
  'cut off': (source, random) => source.subarray(0, random.below(source.length + 1)),
  doubled: (source, random) => {
    const [from, to] = cut(source, random);
    return replaced(source, to, to, source.subarray(from, to));
  },
  splice: (source, random, others) => {
    const [from, to] = cut(source, random);
    const other = random.of(others);
    const [start, end] = cut(other, random);
    return replaced(source, from, to, other.subarray(start, end));
  },
  joined: (source, random, others) => Buffer.concat([source, random.of(others)]),
  'other encoding': (source, random) =>
    random.below(2) === 0
      ? swappedUnits(source)
      : Buffer.from(source.toString('latin1'), random.of(['utf16le', 'utf8'])),
  'nested bomb': (source, random) => {
    const at = random.below(source.length + 1);
    const open = random.of(['[', '{"a":', '[{"a":', '"', '""', '{"logs":[', '(']);
    return replaced(source, at, at, Buffer.from(open.repeat(random.below(5000))));
  },
  'line endings': (source, random) =>
    Buffer.from(
      source.toString('latin1').replaceAll(/\r?\n/g, random.of(['\r', '\n', '\r\n', '', '\n\r'])),
      'latin1',
    ),
};

/** One file made of another by up to four mutations; which of them, is told. */
export function mutated(
  source: Buffer,
  others: readonly Buffer[],
  random: Random,
): { bytes: Buffer; by: string[] } {
  const by: string[] = [];
  // Half of the files begin as they did, so that they are taken for what they were.
  const kept = random.below(2) === 0 ? 0 : Math.floor(source.length / 3) & ~1;
  let bytes = source.subarray(kept);
  for (let n = 1 + random.below(4); n > 0; n--) {
    const name = random.of(Object.keys(mutations));
    by.push(name);
    bytes = (mutations[name] as Mutation)(bytes, random, others);
  }
  return { bytes: Buffer.concat([source.subarray(0, kept), bytes.subarray(0, longest)]), by };
}

/** Doubling what is doubled would take all the time there is. */
const longest = 1 << 18;
