import { type JsonNode, parseJson } from '../json/parse.ts';
import { leavesOutDigits } from './digits.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound } from './evaluate.ts';
import type { ChainHasher } from './profile.ts';

/** Up to this many numbers in an entry, every selection is tried; beyond, each alone and all together. */
const selectedAtMost = 4;
/** How many entries are tried if none of them succeeds; each success adds as many again. */
const triedInVain = 200;
const moreForEach = 10;
/** Profiles that cover the same, of which as many are tried. */
const alikeAtMost = 4;

/**
 * Entries whose numbers another program rewrote after they were hashed: `1.0`, as Python writes a float, as `1`, or
 * `1e-07` as `1e-7`. Such an entry still says to the last digit what was hashed, and is not broken. Numbers that
 * would lose a digit are left alone.
 */
export class NumbersAgain {
  private readonly reader: ChainReader;
  private readonly isImplied: boolean;
  /** Whether entries are written number by number, and in more than one way. */
  private readonly isTried: boolean;
  private left = triedInVain;

  constructor(hasher: ChainHasher, { profile, alike, key }: ChainMethod) {
    this.reader = new ChainReader(hasher, { profile, alike: alike.slice(0, alikeAtMost), key });
    this.isImplied = profile.previous === null;
    const { serialize, numbers } = profile.preimage.entry;
    this.isTried = numbers === 'source' && serialize !== 'jcs' && serialize !== 'raw-without';
  }

  /** The link of such an entry; null for any other. `before`: as in `Doubts`. */
  of(text: string, before: string | null = null): ChainLink | null {
    if (!this.isTried || this.left === 0) return null;
    const entry = parseJson(text);
    const lexemes = entry === null ? [] : rewritable(entry);
    if (entry === null || lexemes.length === 0) return null;
    for (const chosen of selections(lexemes.length)) {
      const written = withNumbers(entry, chosen);
      const link = this.isImplied
        ? this.reader.readBehind(written, text, before ?? undefined)
        : this.reader.readParsed(written, text);
      if (!isSound(link)) continue;
      this.left += moreForEach;
      return link;
    }
    this.left--;
    return null;
  }
}

/** Every number that has another spelling, in the order of the entry. */
function rewritable(node: JsonNode): string[] {
  if (node.kind === 'number') return otherSpelling(node.lexeme) === null ? [] : [node.lexeme];
  if (node.kind === 'array') return node.items.flatMap(rewritable);
  return node.kind === 'object' ? node.members.flatMap(({ value }) => rewritable(value)) : [];
}

/** Which of that many numbers are rewritten. */
function selections(count: number): ((n: number) => boolean)[] {
  if (count <= selectedAtMost)
    return Array.from({ length: 2 ** count - 1 }, (_, bits) => (n: number) => ((bits + 1) & (1 << n)) !== 0);
  const each = Array.from(
    { length: Math.min(count, 2 ** selectedAtMost - 1) },
    (_, m) => (n: number) => n === m,
  );
  return [() => true, ...each];
}

function withNumbers(entry: JsonNode, chosen: (n: number) => boolean): JsonNode {
  let n = 0;
  const walk = (node: JsonNode): JsonNode => {
    if (node.kind === 'array') return { ...node, items: node.items.map(walk) };
    if (node.kind === 'object')
      return { ...node, members: node.members.map((each) => ({ ...each, value: walk(each.value) })) };
    const other = node.kind === 'number' ? otherSpelling(node.lexeme) : null;
    return other !== null && chosen(n++) ? ({ ...node, lexeme: other } as JsonNode) : node;
  };
  return walk(entry);
}

/**
 * As Python's `repr` writes a float of that value; if it is written that way already, as ECMAScript does. Null if
 * both write the same.
 */
function otherSpelling(lexeme: string): string | null {
  const value = Number(lexeme);
  const number: JsonNode = { kind: 'number', lexeme };
  if (!Number.isFinite(value) || leavesOutDigits(number, { serialize: 'jcs', numbers: 'ecmascript' }))
    return null;
  const [python, ecmascript] = [pythonFloat(value), String(value)];
  if (python !== lexeme) return python;
  return ecmascript === lexeme ? null : ecmascript;
}

/**
 * The shortest digits that identify the value; with an exponent below 1e-4 and from 1e16 on, of at least two digits.
 */
function pythonFloat(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  const sign = Object.is(value, -0) ? '-' : '';
  if (exponent < -4 || exponent >= 16)
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return sign + (Number.isInteger(value) ? `${BigInt(value)}.0` : String(value));
}
