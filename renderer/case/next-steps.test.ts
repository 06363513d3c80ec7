import { describe, expect, it } from 'vitest';
import { nextSteps } from './next-steps.ts';

const counts = { entries: 10, duplicates: 0, conflicts: 0, quarantined: 0, annotations: 0, custodyEvents: 2 };
const verification = { time: '2025-11-04T00:00:00.000Z', ok: true, findingsTotal: 0 };
const known = {
  info: { verification, counts, packs: [], closed: null },
  broken: 0,
  reviewed: 0,
  canAnnotate: true,
  canChange: true,
};

describe('what to do next', () => {
  it('is to verify, before anything is said of the entries', () => {
    expect(nextSteps({ ...known, info: { ...known.info, verification: null } })[0]).toBe('verify');
  });

  it('is first what is broken, then what could not be read; never more than three', () => {
    const info = { ...known.info, counts: { ...counts, quarantined: 1, conflicts: 1 } };
    expect(nextSteps({ ...known, info, broken: 2 })).toEqual(['broken', 'quarantined', 'conflicts']);
  });

  it('is nothing that the case is not open for', () => {
    const info = { ...known.info, closed: { time: verification.time, actor: 'Ann', reason: null } };
    expect(nextSteps({ ...known, info, canAnnotate: false, canChange: false })).toEqual([]);
    expect(nextSteps({ ...known, info, canAnnotate: false })).toEqual(['seal', 'reopen']);
  });
});
