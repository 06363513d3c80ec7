import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../shared/annotation/mark.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { type GivenMark, MarkQueue } from './mark-queue.ts';

const tag = (name: string): Mark => ({ tag: name });
const given = (mark: Mark): GivenMark => ({
  ...{ mark, about: 1, on: Promise.resolve({ entries: [1] }), author: 'Ann' },
});

/** A queue whose writing fails as `fault.code` says. */
function queueOf() {
  const written: Mark[] = [];
  const told: [ErrorCode, number][] = [];
  const fault: { code: ErrorCode | null } = { code: null };
  const queue = new MarkQueue(
    async ({ mark }) => {
      await Promise.resolve();
      if (fault.code !== null) throw new AppError({ code: fault.code, message: 'no', next: 'again' });
      written.push(mark);
    },
    ({ code }, waiting) => told.push([code, waiting]),
  );
  return { queue, written, told, fault };
}

describe('marks that are given', () => {
  it('wait in their order while the case cannot be written to, and are written once it can', async () => {
    const { queue, written, told, fault } = queueOf();
    fault.code = 'CASE_LOCKED';
    const both = [queue.give(given(tag('first'))), queue.give(given(tag('second')))];
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(queue.waiting).toBe(2);
    expect(told).toEqual([
      ['CASE_LOCKED', 2],
      ['CASE_LOCKED', 2],
    ]);
    fault.code = null;
    await queue.give(given(tag('third')));
    expect(written).toEqual([tag('first'), tag('second'), tag('third')]);
    expect(queue.waiting).toBe(0);
  });

  it('are written before something else is done, which is left where they wait on', async () => {
    const { queue, written, fault } = queueOf();
    const seen: number[] = [];
    const look = async () => void seen.push(written.length);
    void queue.give(given(tag('first')));
    expect(await queue.afterwards(look)).toBe(true);
    fault.code = 'CASE_LOCKED';
    void queue.give(given(tag('second')));
    expect(await queue.afterwards(look)).toBe(false);
    fault.code = null;
    expect(await queue.afterwards(look)).toBe(true);
    expect(seen).toEqual([1, 2]);
  });

  it('are tried again when that is asked for', async () => {
    const { queue, written, fault } = queueOf();
    fault.code = 'DISK_FULL';
    await queue.give(given(tag('first')));
    await queue.again();
    expect(written).toEqual([]);
    fault.code = null;
    await queue.again();
    expect(written).toEqual([tag('first')]);
  });

  it('that waited before come first, and are written once that is wanted', async () => {
    const { queue, written } = queueOf();
    queue.restore([given(tag('kept')), given(tag('kept too'))]);
    expect(queue.waiting).toBe(2);
    await queue.give(given(tag('new')));
    expect(written).toEqual([tag('kept'), tag('kept too'), tag('new')]);
    expect(queue.waiting).toBe(0);
  });

  it('count as unwritten from the moment they are given, and as waiting only once they could not be written', async () => {
    const { queue } = queueOf();
    const both = [queue.give(given(tag('first'))), queue.give(given(tag('second')))];
    expect([queue.unwritten.length, queue.waiting]).toEqual([2, 0]);
    await Promise.all(both);
    expect([queue.unwritten.length, queue.waiting]).toEqual([0, 0]);
  });

  it('are given up where no waiting helps, and hold up nothing', async () => {
    const { queue, written, told, fault } = queueOf();
    fault.code = 'INVALID_INPUT';
    expect(await queue.give(given(tag('wrong')))).toBe(false);
    fault.code = null;
    expect(await queue.give(given(tag('right')))).toBe(true);
    expect(written).toEqual([tag('right')]);
    expect(told).toEqual([['INVALID_INPUT', 0]]);
  });

  it('are given up where what they are about was not found, whatever the fault', async () => {
    const { queue, written, told, fault } = queueOf();
    fault.code = 'ENGINE_LOST';
    const nowhere = Promise.reject(new Error('not found'));
    nowhere.catch(() => {});
    expect(await queue.give({ ...given(tag('nowhere')), on: nowhere })).toBe(false);
    fault.code = null;
    expect(await queue.give(given(tag('right')))).toBe(true);
    expect(written).toEqual([tag('right')]);
    expect(told).toEqual([['ENGINE_LOST', 0]]);
  });

  it('do not keep a note, which stays where it is written', async () => {
    const { queue, written, fault } = queueOf();
    fault.code = 'CASE_LOCKED';
    await queue.give(given(tag('first')));
    expect(await queue.give(given({ note: 'a note' }))).toBe(false);
    expect(queue.waiting).toBe(1);
    fault.code = null;
    expect(await queue.give(given({ note: 'a note' }))).toBe(true);
    expect(written).toEqual([tag('first'), { note: 'a note' }]);
  });
});
