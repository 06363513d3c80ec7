import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { csvLine } from '../table/csv-line.ts';
import type { CheckContext } from './check-context.ts';
import { PrivilegeLogCheck, privilegeLogHeading } from './check-privilege-log.ts';
import { Findings } from './findings.ts';
import { paths } from './layout.ts';
import { bytesReader } from './reader.ts';
import { methods } from './zip-records.ts';

const line = { n: 0, source: 1, ordinal: 4, withheld: true } as const;

/** What is found of a log with these rows; `behind`: bytes behind the end of what was compressed. */
async function found(rows: string, behind = ''): Promise<string[]> {
  const text = csvLine(privilegeLogHeading) + rows;
  const data = Buffer.concat([deflateRawSync(text), Buffer.from(behind)]);
  const member = {
    method: methods.deflated,
    size: Buffer.byteLength(text),
    compressedSize: data.length,
    dataOffset: 0,
  };
  const findings = new Findings();
  const check = new PrivilegeLogCheck({
    findings,
    reader: bytesReader(data),
    pack: { files: new Map([[paths.privilegeLog, member]]) },
  } as unknown as CheckContext);
  await check.next(line, 'trail');
  await check.finish();
  await check.close();
  findings.judge({ axis: 'storage', subject: 'pack', reason: '', checked: 1 });
  return findings
    .report({ profile: null, detected: false, covers: [], omits: [] })
    .findings.map(({ message }) => message);
}

it.each([
  ['a plain reason', '0,,1,trail,4,withheld,,rule,basis,reason\r\n'],
  ['no reasons', '0,,1,trail,4,withheld,,,,\r\n'],
  ['a reason over lines, with quotes', '0,,1,trail,4,withheld,,rule,,"a ""b""\n\r\nc, d"\r\n'],
])('agrees with the index: %s', async (_, rows) => {
  expect(await found(rows)).toEqual([]);
});

it.each([
  ['another line', '1,,1,trail,4,withheld,,,,\r\n'],
  ['a cell more', '0,,1,trail,4,withheld,,,,,\r\n'],
  ['a cell less', '0,,1,trail,4,withheld,,,\r\n'],
  ['a quote in a cell without quotes', '0,,1,trail,4,withheld,,a"b,,\r\n'],
  ['a quote that stays open', '0,,1,trail,4,withheld,,"a,,\r\n'],
  ['another line ending', '0,,1,trail,4,withheld,,,,\n'],
])('says something else than the index: %s', async (_, rows) => {
  expect(await found(rows)).toEqual(['it does not say of line 1 of the index what stays back of it']);
});

it('lists more than the index holds back', async () => {
  const row = '0,,1,trail,4,withheld,,,,\r\n';
  expect(await found(row + row)).toEqual(['it lists more than the index holds back']);
});

it('that does not unpack is told of where it is hashed', async () => {
  expect(await found('0,,1,trail,4,withheld,,,,\r\n', 'more')).toEqual([]);
});
