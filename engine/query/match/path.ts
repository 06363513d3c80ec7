import { isInNetwork, readAddress, readNetwork } from '../../../shared/query/address.ts';
import type {
  BareValue,
  Comparison,
  Moment,
  PathTest,
  Pattern,
  TimeValue,
} from '../../../shared/query/syntax.ts';
import { compareMoments, decimalNumber, timeValue } from '../../../shared/query/values.ts';
import { statedTime } from '../../import/time/time.ts';
import type { EntryTest } from './entry-tests.ts';
import { isLong, LongNumber, normalizedDecimal } from './numbers.ts';
import { type Leaf, leavesAt, textOf } from './path-leaves.ts';
import { valueTest } from './text-tests.ts';

type LeafTest = (leaf: Leaf) => boolean;

/** Whether something at the path passes: of a list, any of its items. */
export function pathTest(path: readonly string[], test: PathTest): EntryTest {
  const passes = leafTest(test);
  const leaves = leavesAt(path, test.op === 'in' && test.values.some(isLongNumber));
  return (entry) => leaves(entry).some(passes);
}

function isLongNumber(value: Pattern | BareValue): boolean {
  return value.how === 'bare' && isLong(value.text);
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
  const long = isLong(text) ? normalizedDecimal(text) : null;
  const time = number === null ? timeValue(text) : null;
  return (leaf) => {
    if (leaf === text) return true;
    if (leaf === null || typeof leaf === 'boolean') return String(leaf) === text;
    if (typeof leaf === 'object')
      return leaf instanceof LongNumber && normalizedDecimal(leaf.lexeme) === long;
    if (time !== null) return isWithin(momentOf(leaf), time.first, time.next);
    if (number === null) return false;
    if (long !== null) return typeof leaf === 'string' && normalizedDecimal(leaf) === long;
    return (typeof leaf === 'number' ? leaf : decimalNumber(leaf)) === number;
  };
}

type Ordered<V> =
  | { readonly op: Comparison; readonly value: V }
  | { readonly op: 'range'; readonly from: V; readonly to: V };

function numberTest(test: Ordered<number>): LeafTest {
  return (leaf) => {
    const number = typeof leaf === 'string' ? decimalNumber(leaf) : leaf;
    if (typeof number !== 'number') return false;
    switch (test.op) {
      case 'range':
        return number >= test.from && number <= test.to;
      case '>':
        return number > test.value;
      case '>=':
        return number >= test.value;
      case '<':
        return number < test.value;
      case '<=':
        return number <= test.value;
    }
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
