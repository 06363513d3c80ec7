import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { Pages } from './use-pages.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve));
const rows = (offset: number) => Array.from({ length: 10 }, (_, place) => offset + place);

it('fetches the pages that are looked at, each once', async () => {
  const asked: number[] = [];
  const pages = new Pages(10, async (offset) => {
    asked.push(offset);
    return rows(offset);
  });
  pages.want(8, 12);
  pages.want(8, 12);
  await turn();
  pages.want(8, 12);
  expect(asked).toEqual([0, 10]);
  expect([pages.row(9), pages.row(10), pages.row(20)]).toEqual([9, 10, undefined]);
});

it('does not wait for what has been passed by', async () => {
  const signals: AbortSignal[] = [];
  const pages = new Pages(10, (offset, signal) => {
    signals.push(signal);
    return offset === 0 ? new Promise<number[]>(() => {}) : Promise.resolve(rows(offset));
  });
  pages.want(0, 5);
  pages.want(500, 505);
  await turn();
  expect(signals[0]?.aborted).toBe(true);
  expect(pages.row(500)).toBe(500);
});

it('lets go of what was fetched long ago, and fetches it again', async () => {
  let asked = 0;
  const pages = new Pages(10, async (offset) => {
    asked += 1;
    return rows(offset);
  });
  for (let page = 0; page < 40; page++) {
    pages.want(page * 10, page * 10 + 1);
    await turn();
  }
  expect(pages.row(0)).toBeUndefined();
  pages.want(0, 1);
  await turn();
  expect([pages.row(0), asked]).toEqual([0, 41]);
});

it('stops at a fault, and tries again when asked to', async () => {
  let broken = true;
  const pages = new Pages(10, async (offset) => {
    if (broken) throw new AppError({ code: 'CASE_CORRUPT', message: 'no', next: 'none' });
    return rows(offset);
  });
  pages.want(0, 1);
  await turn();
  expect(pages.error?.code).toBe('CASE_CORRUPT');
  broken = false;
  pages.again();
  pages.want(0, 1);
  await turn();
  expect([pages.error, pages.row(0)]).toEqual([null, 0]);
});
