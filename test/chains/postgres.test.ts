/**
 * Chains over PostgreSQL's jsonb::text, made by PostgreSQL itself: by the one that is installed, and those that version 15 of Debian 12
 * made with the same SQL (postgres.sql), which are kept in postgres-15.ndjson and are tried wherever the tests run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chainFindings, failing, statusOf, verified } from './corpus.ts';
import { entries, withAction } from './entries.ts';
import { asGiven, forms, key, madeBy, Postgres, programs, returned } from './postgres.ts';
import { tryChains } from './trials.ts';

const kept = join(import.meta.dirname, 'postgres-15.ndjson');

/** Numbers, names and texts that PostgreSQL writes in its own way. */
const odd = [
  '{"id":"e0","n":1e5,"m":1.20E-3,"z":-0,"y":-0.0,"big":9007199254740993,"w":1.0}',
  '{"id":"e1","é":1,"zz":2,"b":3,"ab":4,"\\u0061c":5,"😀":6}',
  '{"id":"e2","note":"Gr\\u00fc\\u00dfe \\/ \\t \\u001f \\u2028 \\ud83d\\ude00 <&>"}',
  '{"id":"e3","twice":1,"in":{"b":[],"a":{},"aa":[{"y":1,"x":[1,[2]]}]},"twice":2}',
  '{"id":"e4","small":0.000000000000000000012,"long":123456789012345678901234567890.5}',
];

// Where it is not installed there is nothing to try: what it made is kept, below.
if (programs !== null) describe('PostgreSQL as it is installed', () => tryInstalled(programs as string));

function tryInstalled(bin: string): void {
  let server: Postgres | null = null;
  const started = () => {
    server ??= new Postgres(bin);
    return server;
  };
  afterAll(() => server?.[Symbol.dispose]());
  tryChains(forms.map((form) => madeBy(started, form)));

  it('makes what is kept', async () => {
    const rows = forms.map((form) => ({
      name: form.name,
      rows: returned(started(), form, entries),
      odd: returned(started(), form, odd),
    }));
    await expect(rows.map((row) => `${JSON.stringify(row)}\n`).join('')).toMatchFileSnapshot(kept);
  });
}

const made = readFileSync(kept, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; rows: string[]; odd: string[] });

describe.each(made)('what PostgreSQL 15 made: $name', ({ name, rows, odd: oddRows }) => {
  const form = forms.find((each) => each.name === name);
  const lines = asGiven(entries, rows);
  const secret = form?.key === undefined ? undefined : key;

  it('is found, and every entry recomputes', async () => {
    const report = await verified(lines, secret);
    expect(report.chain?.profile).toMatch(form?.found ?? /^$/);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect([statusOf(report, 'content'), statusOf(report, 'linkage')]).toEqual(['pass', 'pass']);
  });

  it('with an entry edited fails there', async () => {
    const report = await verified(lines.with(5, withAction(lines[5] as string, 'rejected')), secret);
    expect(failing(report)).toEqual(['content']);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 5 }]);
  });

  it('of odd numbers, names and texts recomputes, as the application writes them and as the table returns them', async () => {
    const given = await verified(asGiven(odd, oddRows), secret);
    expect(given.chain?.profile).toMatch(form?.found ?? /^$/);
    const table = await verified(oddRows, secret);
    for (const { axes } of [given, table])
      expect(axes.filter(({ status }) => status === 'fail').map(({ reason }) => reason)).toEqual([]);
    expect([statusOf(table, 'content'), statusOf(table, 'linkage')]).toEqual(['pass', 'pass']);
    // Of the entry in which a name stands twice, the text that was hashed cannot be told.
    expect(chainFindings(given).map(({ code, ordinal }) => [code, ordinal])).toEqual([['CHAIN_UNKNOWN', 3]]);
  });
});
