import type { EntryIntegrity } from '../../shared/domain/case.ts';
import type { AxisName, AxisStatus } from '../../shared/domain/verification.ts';
import { counted, countText } from '../text/numbers.ts';

export const integrity = {
  title: 'Integrity',
  run: 'Verify now',
  verifying: 'Verifying',
  loading: 'Reading the last verification',
  asOf: (time: string) => `As recorded ${time} UTC`,
  notRecorded: 'Verified just now; not recorded, because the case is open read-only',
  nothingFails: (unknown: number, axes: number) =>
    unknown === 0
      ? 'Every check passes'
      : `Nothing fails; ${countText(unknown)} of ${counted(axes, 'check')} could not be made`,
  fails: (axes: number) => `${counted(axes, 'check')} ${axes === 1 ? 'fails' : 'fail'}`,
  never: 'This case has not been verified yet',
  neverHelp:
    'Verification computes every hash again from the stored bytes, follows the maker’s own chain where there is one, and says what cannot be known.',
  axisColumns: ['Question', 'Answer', 'Why', 'Checked'],
  axes: {
    content: 'Content',
    linkage: 'Linkage',
    sequence: 'Sequence',
    head: 'Head',
    tail: 'Tail',
    signature: 'Signature',
    time: 'Time',
    storage: 'Storage',
    custody: 'Custody',
    completeness: 'Completeness',
  } satisfies Record<AxisName, string>,
  questions: {
    content: 'does each entry’s own hash recompute?',
    linkage: 'does each entry follow the one before?',
    sequence: 'is any missing, doubled or out of order?',
    head: 'was anything cut off at the beginning?',
    tail: 'was anything cut off at the end?',
    signature: 'who vouches for it?',
    time: 'are the times consistent?',
    storage: 'are these the bytes that were imported?',
    custody: 'is the log of this case intact?',
    completeness: 'is everything there that should be?',
  } satisfies Record<AxisName, string>,
  status: { pass: 'Pass', fail: 'Fail', unverifiable: 'Unverifiable', absent: 'Absent' } satisfies Record<
    AxisStatus,
    string
  >,
  entry: {
    verified: 'verified',
    broken: 'broken',
    unverifiable: 'unverifiable',
    unchecked: 'unchecked',
  } satisfies Record<EntryIntegrity, string>,
  chain: 'The maker’s own chain',
  noChain: 'The entries carry no hashes that a known profile recomputes.',
  profile: 'Profile',
  detected: 'found by recomputing entries',
  declared: 'declared',
  covers: 'Covers',
  omits: 'Omits',
  noFields: 'no field',
  findingsFound: (total: number) => counted(total, 'finding'),
  findings: 'Findings',
  listed: (count: number) => `The first ${countText(count)} are listed.`,
  noFindings: 'Nothing to tell.',
  openEntry: 'Show the entry',
  facts: {
    code: 'code',
    entry: 'entry',
    member: 'file',
    line: 'line',
    offset: 'byte',
    expected: 'expected',
    actual: 'actual',
  },
};
