import { isInNetwork, readAddress, readNetwork } from '../../../shared/query/address.ts';
import type {
  BareValue,
  Comparison,
  Moment,
  NumberValue,
  PathTest,
  Pattern,
  TimeValue,
} from '../../../shared/query/syntax.ts';
import { compareMoments, decimalNumber, isLong, timeValue } from '../../../shared/query/values.ts';
import { statedTime } from '../../import/time/time.ts';
import type { EntryTest } from './entry-tests.ts';
import { compareDecimals, normalizedDecimal, WrittenNumber } from './numbers.ts';
import { type Digits, type Leaf, leavesAt, textOf } from './path-leaves.ts';
import { valueTest } from './text-tests.ts';

type LeafTest = (leaf: Leaf) => boolean;

/** Whether something at the path passes: of a list, any of its items. */
export function pathTest(path: readonly string[], test: PathTest): EntryTest {
  const passes = leafTest(test);
  const leaves = leavesAt(path, digitsFor(test));
  return (entry) => leaves(entry).some(passes);
}

/** Patterns are of what is written; equality and order are of numbers, whose digits count where a double has not all of them. */
function digitsFor(test: PathTest): Digits {
  if (test.op === 'numbers') return 'long';
  if (test.op !== 'in') return 'rounded';
  if (test.values.some(({ how }) => how === 'prefix' || how === 'regex')) return 'written';
  return test.values.some((value) => value.how === 'bare' && decimalNumber(value.text) !== null)
    ? 'long'
    : 'rounded';
}

function leafTest(test: PathTest): LeafTest {
  switch (test.op) {
    case 'present':
      return (leaf) => leaf !== null;
    case 'in': {
      const tests = test.values.map(equality);
      return (leaf) => tests.some((each) => each(leaf));
    }
    case 'numbers':
      return numberTest(test.test);
    case 'times':
      return timeTest(test.test);
  }
}

function equality(value: Pattern | BareValue): LeafTest {
  switch (value.how) {
    case 'bare':
      return bareTest(value.text);
    case 'text':
      return (leaf) => leaf === value.text;
    case 'network': {
      const network = readNetwork(value.network);
      if (network === null) throw new RangeError(`${value.network} is no network`);
      return (leaf) => {
        const address = typeof leaf === 'string' ? readAddress(leaf) : null;
        return address !== null && isInNetwork(address, network);
      };
    }
    default: {
      const passes = valueTest([value]);
      return (leaf) => {
        const text = textOf(leaf);
        return text !== null && passes(text);
      };
    }
  }
}

/** The text itself, the number or literal that it is, or a time within the one that it states. */
function bareTest(text: string): LeafTest {
  const number = decimalNumber(text);
  const written = number === null ? null : normalizedDecimal(text);
  const isLongText = isLong(text);
  const time = number === null ? timeValue(text) : null;
  return (leaf) => {
    if (leaf === text) return true;
    if (leaf === null || typeof leaf === 'boolean') return String(leaf) === text;
    if (typeof leaf === 'object')
      return leaf instanceof WrittenNumber && written !== null && normalizedDecimal(leaf.lexeme) === written;
    if (time !== null) return isWithin(momentOf(leaf), time.first, time.next);
    if (number === null) return false;
    const isShort = typeof leaf === 'number' || !isLong(leaf);
    if (!isLongText && isShort) return (typeof leaf === 'number' ? leaf : decimalNumber(leaf)) === number;
    return normalizedDecimal(String(leaf)) === written;
  };
}

type Ordered<V> =
  | { readonly op: Comparison; readonly value: V }
  | { readonly op: 'range'; readonly from: V; readonly to: V };

function numberTest(test: Ordered<NumberValue>): LeafTest {
  const [low, high] = test.op === 'range' ? [test.from, test.to] : [test.value, test.value];
  const [fromLow, fromHigh] = [distanceFrom(low), distanceFrom(high)];
  return (leaf) => {
    const distance = fromLow(leaf);
    if (distance === null) return false;
    switch (test.op) {
      case 'range':
        return distance >= 0 && (fromHigh(leaf) ?? 1) <= 0;
      case '>':
        return distance > 0;
      case '>=':
        return distance >= 0;
      case '<':
        return distance < 0;
      case '<=':
        return distance <= 0;
    }
  };
}

/** How a number stands to another: negative, zero or positive; null of what is none. By digits where doubles have not all of them. */
function distanceFrom({ text, value }: NumberValue): (leaf: Leaf) => number | null {
  const isLongText = isLong(text);
  return (leaf) => {
    if (leaf instanceof WrittenNumber) return compareDecimals(leaf.lexeme, text);
    if (typeof leaf !== 'number' && typeof leaf !== 'string') return null;
    const number = typeof leaf === 'number' ? leaf : decimalNumber(leaf);
    if (number === null) return null;
    const isShort = typeof leaf === 'number' || !isLong(leaf);
    if ((isShort && !isLongText) || !Number.isFinite(number))
      return number < value ? -1 : Number(number > value);
    return compareDecimals(String(leaf), text);
  };
}

function timeTest(test: Ordered<TimeValue>): LeafTest {
  const [from, until] = ends(test);
  return (leaf) =>
    (typeof leaf === 'string' || typeof leaf === 'number') && isWithin(momentOf(leaf), from, until);
}

/** From the first of these moments on, and before the second; null where there is no end. */
function ends(test: Ordered<TimeValue>): [from: Moment | null, until: Moment | null] {
  switch (test.op) {
    case 'range':
      return [test.from.first, test.to.next];
    case '>':
      return [test.value.next, null];
    case '>=':
      return [test.value.first, null];
    case '<':
      return [null, test.value.first];
    case '<=':
      return [null, test.value.next];
  }
}

function momentOf(leaf: string | number): Moment | null {
  const { ms, ns } = statedTime(String(leaf));
  return ms === null ? null : { ms, ns: ns ?? 0 };
}

function isWithin(moment: Moment | null, from: Moment | null, until: Moment | null): boolean {
  if (moment === null) return false;
  return (
    (from === null || compareMoments(moment, from) >= 0) &&
    (until === null || compareMoments(moment, until) < 0)
  );
}
