import { expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { SignerBook } from '../seal/known-signer.ts';
import type { Timestamp } from '../timestamp/check.ts';
import type { CheckContext } from './check-context.ts';
import { judgeTime } from './check-timestamp.ts';
import { Findings } from './findings.ts';

const stamped = Date.parse('2026-03-01T12:00:00.000Z');
const day = 24 * 3600 * 1000;

/** What is said of a pack that was stamped then, and whose custody ends at another time. */
function judged(lastEvent: number | null) {
  const findings = new Findings();
  const context = { findings, effects: { digest: nodeDigest } } as unknown as CheckContext;
  const timestamp = { time: new Date(stamped), chain: { path: [] } } as unknown as Timestamp;
  const time = lastEvent === null ? null : new Date(lastEvent).toISOString();
  judgeTime(context, timestamp, time, new SignerBook([]));
  return findings.report({ profile: null, detected: false, covers: [], omits: [] });
}

it.each([
  ['a custody that is not there', null],
  ['an event before it', stamped - 1],
  ['an event of a clock that is a day ahead', stamped + day],
])('a timestamp holds with %s', (_, lastEvent) => {
  const { axes, findings } = judged(lastEvent);
  expect(findings).toEqual([]);
  expect(axes).toMatchObject([{ axis: 'time', subject: 'pack', status: 'pass' }]);
});

it('an event that is later than any clock explains contradicts the timestamp of its seal', () => {
  const { axes, findings } = judged(stamped + day + 1);
  expect(findings).toMatchObject([
    {
      code: 'TIMESTAMP_CONTRADICTED',
      expected: '2026-03-01T12:00:00.000Z',
      actual: '2026-03-02T12:00:00.001Z',
    },
  ]);
  expect(axes).toMatchObject([{ axis: 'time', subject: 'pack', status: 'fail' }]);
});
