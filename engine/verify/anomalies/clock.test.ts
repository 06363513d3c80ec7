import { describe, expect, it } from 'vitest';
import type { RecordPlace } from '../chain/loose-entry.ts';
import { Clock, implausibleGaps } from './clock.ts';

/** Milliseconds since 1970. */
const start = 1_700_000_000_000;
const minute = 60_000;
const hour = 60 * minute;

/** What a clock says of entries at these times, given in milliseconds after the start; ordinals are from 1. */
function run(times: readonly number[], direction: 'oldest first' | 'newest first' = 'oldest first'): Clock {
  let ordinal = 0;
  const placeOf = (n: number): RecordPlace => ({
    entryId: `e${n}`,
    ordinal: n,
    line: n,
    byteOffset: n,
    time: start + (times[n - 1] as number),
  });
  const clock = new Clock(direction, { here: () => placeOf(ordinal), before: () => placeOf(ordinal - 1) });
  for (const time of times) {
    ordinal++;
    clock.add(start + time);
  }
  clock.finish();
  return clock;
}

/** `count` times, a second apart, from one on. */
function seconds(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, i) => from + i * 1000);
}

const ordinalsOf = (observed: readonly { readonly place: RecordPlace }[]) =>
  observed.map(({ place }) => place.ordinal);

describe('entries that stand behind', () => {
  it('are late from more than a second on', () => {
    expect(run([0, 5000, 4000]).late).toBe(0);
    expect(run([0, 5000, 3999]).late).toBe(1);
  });

  it('are late one by one while they are fewer than eight in a row, and a step of the clock from eight on', () => {
    const behind = (count: number) => [...seconds(20), ...seconds(count, 2000), ...seconds(20, 20_000)];
    const seven = run(behind(7));
    expect(seven).toMatchObject({ late: 7, steps: 0 });
    expect(ordinalsOf(seven.latePlaces)).toEqual([21, 22, 23, 24, 25, 26, 27]);
    const eight = run(behind(8));
    expect(eight).toMatchObject({ late: 0, steps: 1 });
    expect(ordinalsOf(eight.stepPlaces)).toEqual([21]);
  });

  it('say what time was reached and which one stands there', () => {
    expect(run([0, 10_000, 2000, 11_000]).latePlaces).toMatchObject([
      { expected: start + 10_000, actual: start + 2000 },
    ]);
    const back = [...seconds(20), ...seconds(9, -hour)];
    expect(run(back).stepPlaces).toMatchObject([{ expected: start + 19_000, actual: start - hour }]);
  });

  it('are told alike where the newest comes first', () => {
    const times = [...seconds(20), 2000, ...seconds(20, 20_000)];
    const turned = run(
      times.map((time) => -time),
      'newest first',
    );
    expect(turned).toMatchObject({ late: 1, steps: 0 });
    expect(turned.latePlaces).toMatchObject([{ expected: start - 19_000, actual: start - 2000 }]);
    expect(run(times, 'newest first').disordered).toBeGreaterThan(20);
  });
});

describe('an entry that stands ahead of those after it', () => {
  for (const after of [2, 8, 100])
    it(`is the one that is out of order, and leaves no gap, with ${after} entries behind it`, () => {
      const clock = run([...seconds(100), hour, ...seconds(after, 100_000), ...seconds(3, hour + minute)]);
      expect(clock).toMatchObject({ late: 1, steps: 0 });
      expect(ordinalsOf(clock.latePlaces)).toEqual([101]);
      expect(clock.latePlaces).toMatchObject([{ expected: start + 99_000, actual: start + hour }]);
      expect(ordinalsOf(clock.gaps)).not.toContain(101);
    });

  it('takes no gap with it but its own', () => {
    const { gaps } = run([...seconds(100), hour, ...seconds(8, 100_000)]);
    expect(gaps.map(({ expected, actual }) => actual - expected)).toEqual(Array(9).fill(1000));
  });

  it('is believed where a single entry stands behind it', () => {
    const clock = run([...seconds(100), hour, 100_000, ...seconds(3, hour + 1000)]);
    expect(ordinalsOf(clock.latePlaces)).toEqual([102]);
    expect(ordinalsOf(clock.gaps)).toContain(101);
  });
});

describe('gaps', () => {
  it('are told from six times the tenth longest on, and from a minute', () => {
    const withGap = (gap: number, usual: number) => {
      const times = Array.from({ length: 100 }, (_, i) => i * usual);
      return implausibleGaps(run([...times, 99 * usual + gap]), 101);
    };
    expect(withGap(6 * minute, minute)).toHaveLength(1);
    expect(withGap(6 * minute - 1, minute)).toHaveLength(0);
    expect(withGap(minute, 1000)).toHaveLength(1);
    expect(withGap(minute - 1, 1000)).toHaveLength(0);
  });

  it('are not told of fewer than a hundred entries, nor where ten of them are alike', () => {
    const once = run([...seconds(99), hour]);
    expect(implausibleGaps(once, 100)).toMatchObject([{ expected: start + 98_000, actual: start + hour }]);
    expect(implausibleGaps(once, 99)).toEqual([]);
    const nights = (count: number) => {
      const days = Array.from({ length: count }, (_, day) => seconds(20, day * 24 * hour)).flat();
      return implausibleGaps(run(days), days.length);
    };
    expect(nights(11)).toEqual([]);
    expect(nights(10)).toHaveLength(9);
  });

  it('are kept from the longest on', () => {
    const lengths = [3, 1, 12, 5, 7, 2, 11, 4, 9, 6, 10, 8];
    let time = 0;
    const { gaps } = run([0, ...lengths.map((length) => (time += length * hour))]);
    const hours = gaps.map(({ expected, actual }) => (actual - expected) / hour);
    expect(hours).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  });
});

it('gives up a direction in which most entries stand behind, once it was tried for long', () => {
  const falling = Array.from({ length: 6000 }, (_, i) => -i * minute);
  expect(run(falling.slice(0, 4000)).lost).toBe(false);
  expect(run(falling)).toMatchObject({ lost: true, disordered: Number.POSITIVE_INFINITY });
  expect(run(falling, 'newest first')).toMatchObject({ lost: false, disordered: 0 });
});

it('keeps ten thousand places of late entries, and counts all of them', () => {
  const clock = run(Array.from({ length: 10_001 }, (_, i) => [i * 20_000, i * 20_000 - 10_000]).flat());
  expect(clock.late).toBe(10_001);
  expect(clock.latePlaces).toHaveLength(10_000);
});

it('goes on from where it was, at every entry', () => {
  const times = [...seconds(30), hour, ...seconds(9, 30_000), ...seconds(9, -hour), ...seconds(30, 2 * hour)];
  const place = (n: number): RecordPlace => ({
    entryId: null,
    ordinal: n,
    line: n,
    byteOffset: 0,
    time: Number.NaN,
  });
  const whole = new Clock('oldest first', { here: () => place(0), before: () => place(0) });
  for (const time of times) whole.add(time);
  let clock: Clock | null = null;
  for (const time of times) {
    const kept = clock === null ? null : (structuredClone(clock.progress()) as ReturnType<Clock['progress']>);
    clock = new Clock('oldest first', { here: () => place(0), before: () => place(0) }, kept);
    clock.add(time);
  }
  whole.finish();
  clock?.finish();
  expect(clock?.progress()).toEqual(whole.progress());
});
