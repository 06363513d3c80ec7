import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { type ChainedEvent, eventBreaks, eventHash, firstPrev, nextEvent } from './events.ts';

function chain(count: number): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let n = 0; n < count; n++) {
    const body = {
      time: `2025-11-04T14:22:3${n}.000Z`,
      actor: 'Ann',
      action: 'note',
      details: { n, text: 'ü' },
    };
    events.push(nextEvent(nodeDigest, events.at(-1) ?? null, body));
  }
  return events;
}

const events = chain(5);
const at = (index: number) => events[index] as ChainedEvent;
const breaks = (list: readonly ChainedEvent[], gaps?: 'allowed') => [...eventBreaks(nodeDigest, list, gaps)];
const faults = (list: readonly ChainedEvent[], gaps?: 'allowed') =>
  breaks(list, gaps).map(({ seq, fault }) => `${seq} ${fault}`);

describe('a chain of events', () => {
  it('is whole as it was made', () => {
    expect(faults(events)).toEqual([]);
    expect(at(0)).toMatchObject({ seq: 1, prev: firstPrev });
    expect(at(1).prev).toBe(at(0).hash);
    expect(faults([])).toEqual([]);
  });

  it('hashes the RFC 8785 form without the hash: a value that anybody can recompute', () => {
    const text = `{"action":"note","actor":"Ann","details":{"n":0,"text":"ü"},"prev":"${firstPrev}","seq":1,"time":"2025-11-04T14:22:30.000Z"}`;
    expect(at(0).hash).toBe(Buffer.from(nodeDigest.sha256(Buffer.from(text))).toString('hex'));
  });

  it.each<[string, Partial<ChainedEvent>]>([
    ['time', { time: '2025-11-04T14:22:32.001Z' }],
    ['actor', { actor: 'Bob' }],
    ['action', { action: 'tag' }],
    ['details', { details: { n: 2, text: 'u' } }],
    ['a member put into the details', { details: { n: 2, text: 'ü', more: null } }],
    ['hash', { hash: 'f'.repeat(64) }],
    ['prev', { prev: 'f'.repeat(64) }],
    ['seq', { seq: 9 }],
  ])('shows a change of %s', (_, change) => {
    expect(faults(events.with(2, { ...at(2), ...change }))[0]).toMatch(/ (hash|prev|seq)$/);
  });

  it('shows a change that was hashed again, at the event after it', () => {
    const { hash: _, ...unhashed } = { ...at(2), actor: 'Bob' };
    const changed = { ...unhashed, hash: eventHash(nodeDigest, unhashed) };
    expect(faults(events.with(2, changed))).toEqual(['4 prev']);
    expect(breaks(events.with(2, changed))[0]).toMatchObject({ expected: changed.hash, actual: at(2).hash });
  });

  it('shows an event taken out, put in, repeated or moved', () => {
    expect(faults(events.toSpliced(2, 1))).toEqual(['4 seq']);
    expect(faults(events.slice(1))).toEqual(['2 seq']);
    expect(faults(events.toSpliced(2, 0, at(1)))).toContain('2 seq');
    expect(faults([at(0), at(2), at(1), at(3), at(4)])).toEqual(['3 seq', '2 seq', '4 seq']);
    expect(faults(events.toReversed())).not.toEqual([]);
  });

  it('shows an event taken out whose followers were counted anew', () => {
    const renumbered = events.toSpliced(2, 1).map((event, n) => ({ ...event, seq: n + 1 }));
    expect(faults(renumbered)).toContain('3 prev');
  });

  it('does not show that its end was cut: that is for others to know', () => {
    expect(faults(events.slice(0, 3))).toEqual([]);
  });

  it('with gaps allowed may lack events, and still shows every change', () => {
    expect(faults([at(1), at(2), at(4)], 'allowed')).toEqual([]);
    expect(faults([at(1), { ...at(4), actor: 'Bob' }], 'allowed')).toEqual(['5 hash']);
    expect(faults([at(2), at(1)], 'allowed')).toEqual(['2 seq']);
    expect(faults([at(1), at(1)], 'allowed')).toEqual(['2 seq']);
    const { hash: _, ...relinked } = { ...at(2), prev: at(0).hash };
    expect(faults([at(1), { ...relinked, hash: eventHash(nodeDigest, relinked) }], 'allowed')).toEqual([
      '3 prev',
    ]);
  });

  it('shows details that have no canonical form, without failing on them', () => {
    let deep: Record<string, unknown> = {};
    for (let n = 0; n < 100_000; n++) deep = { deep };
    for (const details of [{ text: '\ud800' }, { n: Number.NaN }, deep]) {
      expect(faults(events.with(2, { ...at(2), details }))).toEqual(['3 hash']);
    }
  });
});
