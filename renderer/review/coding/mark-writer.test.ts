import { describe, expect, it } from 'vitest';
import type { Client } from '../../../shared/contract/client.ts';
import type { CaseInfo } from '../../../shared/domain/case.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Notice } from '../../notices/notices.tsx';
import { strings } from '../../strings.ts';
import type { GivenMark } from './mark-queue.ts';
import { MarkWriter, type Surroundings } from './mark-writer.ts';

const info = {
  ...{ uuid: 'one', path: '/matter.casebound', sources: [], counts: { annotations: 4 } },
} as unknown as CaseInfo;
const tagged = (name: string): GivenMark => ({
  ...{ mark: { tag: name }, about: 1, on: Promise.resolve({ entries: [1] as const }), author: 'Ann' },
});

/** A case with four annotations, to which nothing can be written while `fault.code` is set. */
function openCase() {
  const asked: unknown[] = [];
  const told: Notice[] = [];
  const failed: { code: ErrorCode; action: Notice['action'] }[] = [];
  const fault: { code: ErrorCode | null } = { code: null };
  let seq = 4;
  const call = async (name: string, input: { mark?: unknown }) => {
    if (name === 'annotation.history') return { events: [] };
    if (fault.code !== null) throw new AppError({ code: fault.code, message: 'no', next: 'again' });
    seq += 1;
    asked.push(name === 'annotation.add' ? input.mark : input);
    return { event: { seq, details: { reverses: seq - 1 } }, entries: 1 };
  };
  const around: Surroundings = {
    ...{ client: { call } as unknown as Client, info, version: 1, changed: async () => {} },
    identify: async () => 'Ann',
    tell: (notice) => told.push(notice),
    fail: ({ code }, action) => failed.push({ code, action }),
  };
  return { writer: new MarkWriter(around), around, asked, told, failed, fault };
}

describe('what is said about entries', () => {
  it('is written, and told with a way back', async () => {
    const { writer, asked, told } = openCase();
    expect(await writer.say(tagged('first'))).toBe(true);
    expect(asked).toEqual([{ tag: 'first' }]);
    expect(told[0]?.text).toBe(strings.coding.gave.tag('first', 1));
    told[0]?.action?.run();
    await new Promise(setImmediate);
    expect(asked[1]).toEqual({ author: 'Ann', event: 5 });
    expect(told[1]?.text).toBe(strings.coding.undone(5));
  });

  it('waits while the case cannot be written to, until somebody wants it tried again', async () => {
    const { writer, asked, failed, fault } = openCase();
    const seen: number[] = [];
    const stop = writer.watch(() => seen.push(writer.state().waiting));
    fault.code = 'CASE_LOCKED';
    expect(await writer.say(tagged('first'))).toBe(true);
    expect(writer.state().waiting).toBe(1);
    expect(failed.map(({ code }) => code)).toEqual(['CASE_LOCKED']);
    expect(writer.isUnwritten).toBe(true);
    expect(await writer.unwritten()).toBe(1);
    stop();
    fault.code = null;
    failed[0]?.action?.run();
    expect(await writer.unwritten()).toBe(0);
    expect(asked).toEqual([{ tag: 'first' }]);
    expect(writer.state().waiting).toBe(0);
    expect(seen).toContain(1);
    expect(seen.at(-1)).toBe(1);
  });

  it('is told without a way on where waiting cannot help', async () => {
    const { writer, failed, fault } = openCase();
    fault.code = 'INVALID_INPUT';
    expect(await writer.say(tagged('first'))).toBe(false);
    expect(failed).toEqual([{ code: 'INVALID_INPUT', action: undefined }]);
  });

  it('is tried as the first annotation after the last that is known', async () => {
    const { writer, around, fault } = openCase();
    fault.code = 'CASE_LOCKED';
    const first = tagged('first');
    await writer.say(first);
    expect(first.after).toBe(4);
    writer.surround({ ...around, info: { ...info, counts: { ...info.counts, annotations: 9 } } });
    const second = tagged('second');
    fault.code = null;
    await writer.say(second);
    expect(second.after).toBe(9);
  });
});

describe('a case that is being left', () => {
  it('is written to once it stays', async () => {
    const { writer, asked } = openCase();
    const release = writer.hold();
    const said = writer.say(tagged('first'));
    await new Promise(setImmediate);
    expect(asked).toEqual([]);
    release(false);
    expect(await said).toBe(true);
    expect(asked).toEqual([{ tag: 'first' }]);
  });

  it('is written to no more once it was left, and nobody is told', async () => {
    const { writer, asked, failed } = openCase();
    const release = writer.hold();
    const said = writer.say(tagged('first'));
    release(true);
    expect(await said).toBe(false);
    expect(asked).toEqual([]);
    expect(failed).toEqual([]);
  });
});

it('the last event of the reviewer is undone where none is named, and none where they say no name', async () => {
  const { writer, around, asked } = openCase();
  await writer.undo();
  expect(asked).toEqual([{ author: 'Ann', own: true }]);
  writer.surround({ ...around, identify: async () => null });
  await writer.undo();
  expect(asked).toHaveLength(1);
});
