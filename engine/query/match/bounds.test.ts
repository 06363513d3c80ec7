import { describe, expect, it } from 'vitest';
import { cancelled } from '../../../shared/errors.ts';
import { longestQuery } from '../../../shared/query/syntax.ts';
import type { TaskContext } from '../../task.ts';
import { unwatched } from '../../task.ts';
import { matchedIds } from '../results.ts';
import { makeCase } from '../testing/memory-case.ts';

const db = makeCase(
  Array.from({ length: 1_000 }, (_, n) => ({
    values: { verdict: `v${n % 7}`, note: `note ${n}` },
    raw: Buffer.from(JSON.stringify({ n, data: { list: [n, String(n)] }, text: 'a'.repeat(n % 50) })),
  })),
);
const found = (query: string) => matchedIds(db, { query }, unwatched).length;

describe('the largest queries that the language allows', () => {
  it.each<[what: string, query: string, matched: number]>([
    ['paths', Array.from({ length: 1_000 }, (_, n) => `data.list:${n}`).join(' OR '), 1_000],
    ['excluded paths', Array.from({ length: 1_000 }, (_, n) => `-.n:${n + 500}`).join(' '), 500],
    ['a list at a path', `.n:${Array.from({ length: 9_999 }, (_, n) => n).join(',')}`, 1_000],
    ['searches of bytes', Array.from({ length: 1_000 }, (_, n) => `raw:"\\"n\\":${n},"`).join(' OR '), 1_000],
    ['beginnings', Array.from({ length: 1_000 }, (_, n) => `note:"note ${n}"*`).join(' OR '), 1_000],
    ['expressions', Array.from({ length: 100 }, (_, n) => `verdict:/^v${n}$/`).join(' OR '), 1_000],
    [
      'networks',
      `ip:${Array.from({ length: 5_000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`).join(',')}`,
      0,
    ],
    ['codings', Array.from({ length: 1_000 }, (_, n) => `-code.f${n}:*`).join(' '), 1_000],
    ['a deep mixture', `${'-(.n:5 '.repeat(49)}verdict:v1${')'.repeat(49)}`, 1_000],
  ])('%s', (_, query, matched) => {
    expect(query.length).toBeLessThanOrEqual(longestQuery);
    expect(found(query)).toBe(matched);
  });
});

it('stops between entries when it is to stop', () => {
  for (const query of ['.n:5', 'raw:/b/', 'note:/x/', 'verdict:v1 .n:5']) {
    let checks = 0;
    const context: TaskContext = {
      progress() {},
      checkCancelled() {
        if (++checks > 3) throw cancelled('nothing was changed');
      },
    };
    const fresh = makeCase(Array.from({ length: 3_000 }, () => ({ values: { note: 'a', verdict: 'v1' } })));
    expect(() => matchedIds(fresh, { query }, context), query).toThrow('cancelled');
  }
});
