import { expect, it } from 'vitest';
import { utf8 } from '../bytes/encoding.ts';
import { changedAsSealed } from './sealed-report.ts';

const sealed = (text: string | null) =>
  changedAsSealed({ small: () => Promise.resolve(text === null ? null : utf8(text)) });
const broken = { axis: 'content', code: 'CHAIN_BREAK', subject: 'source 2', ordinal: 7 };

it('names the entries that were found changed in the whole source', async () => {
  const findings = [
    broken,
    { ...broken, ordinal: 9, line: 10 },
    { ...broken, subject: 'source 1' },
    { ...broken, code: 'CHAIN_GAP' },
    { ...broken, axis: 'linkage' },
  ];
  expect(await sealed(JSON.stringify({ ok: false, findings }))).toEqual(
    new Map([
      [2, new Set([7, 9])],
      [1, new Set([7])],
    ]),
  );
});

it.each([
  ['there is none', null],
  ['it is no JSON', '{"findings":['],
  ['it lists nothing', '{"findings":{}}'],
  ['it is of something else', 'null'],
  [
    'its findings are odd',
    JSON.stringify({ findings: [null, 1, { ...broken, ordinal: -1 }, { ...broken, subject: 'source x' }] }),
  ],
  ['it nests without end', `{"findings":${'['.repeat(1e6)}`],
])('names none where %s', async (_, text) => {
  expect(await sealed(text)).toEqual(new Map());
});
