import type { Moment, Test, TimeValue } from '../../../shared/query/syntax.ts';
import type { IdSet } from '../id-set.ts';
import type { CodedValues } from './coded-values.ts';
import type { NumberValues } from './number-values.ts';
import type { TimeValues } from './time-values.ts';

/** Says of each entry from number `first` on, as many as the mask is long, whether something holds: 1 or 0. */
export type BlockTest = (first: number, mask: Uint8Array) => void;

/** Whether the value's slot is one of those marked with 1. */
export function slotTest({ slots }: CodedValues, wanted: Uint8Array): BlockTest {
  return (first, mask) => {
    for (let i = 0; i < mask.length; i++) mask[i] = wanted[slots[first - 1 + i] as number] as number;
  };
}

export function idTest(set: IdSet): BlockTest {
  return (first, mask) => {
    mask.fill(0);
    for (const id of set.between(first, first + mask.length - 1)) mask[id - first] = 1;
  };
}

/** Whether the number is known and passes the test. */
export function numberTest({ numbers }: NumberValues, test: Test<number>): BlockTest {
  const by = (holds: (value: number) => boolean): BlockTest => {
    return (first, mask) => {
      for (let i = 0; i < mask.length; i++) mask[i] = holds(numbers[first - 1 + i] as number) ? 1 : 0;
    };
  };
  switch (test.op) {
    case 'in': {
      const wanted = new Set(test.values);
      return by((value) => wanted.has(value));
    }
    case 'range':
      return by((value) => value >= test.from && value <= test.to);
    case '>':
      return by((value) => value > test.value);
    case '>=':
      return by((value) => value >= test.value);
    case '<':
      return by((value) => value < test.value);
    case '<=':
      return by((value) => value <= test.value);
  }
}

/** Whether the moment is known and passes the test. */
export function timeTest(values: TimeValues, test: Test<TimeValue>): BlockTest {
  switch (test.op) {
    case 'in':
      return anyOf(test.values.map(({ first, next }) => between(values, first, next)));
    case 'range':
      return between(values, test.from.first, test.to.next);
    case '>':
      return between(values, test.value.next, null);
    case '>=':
      return between(values, test.value.first, null);
    case '<':
      return between(values, null, test.value.first);
    case '<=':
      return between(values, null, test.value.next);
  }
}

function between({ ms, ns }: TimeValues, from: Moment | null, until: Moment | null): BlockTest {
  // What is not a number is neither before nor after: no comparison with it holds.
  const fromMs = from?.ms ?? Number.NEGATIVE_INFINITY;
  const fromNs = from?.ns ?? 0;
  const untilMs = until?.ms ?? Number.POSITIVE_INFINITY;
  const untilNs = until?.ns ?? 0;
  return (first, mask) => {
    for (let i = 0; i < mask.length; i++) {
      const place = first - 1 + i;
      const whole = ms[place] as number;
      const finer = ns === null ? 0 : (ns[place] as number);
      const begun = whole > fromMs || (whole === fromMs && finer >= fromNs);
      mask[i] = begun && (whole < untilMs || (whole === untilMs && finer < untilNs)) ? 1 : 0;
    }
  };
}

export function statedTest(values: NumberValues | TimeValues): BlockTest {
  if ('stated' in values) {
    const { stated } = values;
    return (first, mask) => mask.set(stated.subarray(first - 1, first - 1 + mask.length));
  }
  const { numbers } = values;
  return (first, mask) => {
    for (let i = 0; i < mask.length; i++) mask[i] = Number.isNaN(numbers[first - 1 + i]) ? 0 : 1;
  };
}

export function everyEntry(_first: number, mask: Uint8Array): void {
  mask.fill(1);
}

export function notTest(test: BlockTest): BlockTest {
  return (first, mask) => {
    test(first, mask);
    for (let i = 0; i < mask.length; i++) (mask[i] as number) ^= 1;
  };
}

export function allOf(tests: readonly BlockTest[]): BlockTest {
  return combined(tests, 1, (mask, other) => {
    for (let i = 0; i < mask.length; i++) (mask[i] as number) &= other[i] as number;
  });
}

export function anyOf(tests: readonly BlockTest[]): BlockTest {
  return combined(tests, 0, (mask, other) => {
    for (let i = 0; i < mask.length; i++) (mask[i] as number) |= other[i] as number;
  });
}

function combined(
  [start, ...rest]: readonly BlockTest[],
  ofNone: 0 | 1,
  combine: (mask: Uint8Array, other: Uint8Array) => void,
): BlockTest {
  if (start === undefined) return (_, mask) => mask.fill(ofNone);
  let scratch = new Uint8Array(0);
  return (first, mask) => {
    start(first, mask);
    if (scratch.length < mask.length) scratch = new Uint8Array(mask.length);
    const other = scratch.subarray(0, mask.length);
    for (const test of rest) {
      test(first, other);
      combine(mask, other);
    }
  };
}
