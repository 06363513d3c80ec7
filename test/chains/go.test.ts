/** Chains that Go's encoding/json made: go/main.go, run with Go 1.19 of Debian 12, whose answers are kept in go-1.19.ndjson. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainFindings, failing, statusOf, verified } from './corpus.ts';

interface Made {
  readonly form: string;
  readonly keyed: boolean;
  readonly escaped: string[];
  readonly plain: string[];
}

const kept = join(import.meta.dirname, 'go-1.19.ndjson');
const key = Buffer.alloc(32, 0x5a);
const made = readFileSync(kept, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Made);

/** Compiling takes longer than all the rest. */
const isAsked = process.env['CASEBOUND_CHAINS'] === 'all' && spawnSync('go', ['version']).status === 0;

if (isAsked)
  it('Go as it is installed makes what is kept', () => {
    const { stdout } = spawnSync('go', ['run', join(import.meta.dirname, 'go/main.go')], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(readFileSync(kept, 'utf8'));
  });

describe.each(made)('what Go made: $form, with a key: $keyed', ({ form, keyed, escaped, plain }) => {
  const secret = keyed ? key : undefined;
  const name = `${form}${keyed ? ' hmac-sha256' : ''} (entry_hash, prev_hash)`;

  it.each([
    ['escaped', escaped],
    ['as text', plain],
  ])('exported %s is found, and every entry recomputes', async (_, lines) => {
    const report = await verified(lines, secret);
    expect(report.chain?.profile).toBe(name);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect([statusOf(report, 'content'), statusOf(report, 'linkage')]).toEqual(['pass', 'pass']);
  });

  it('with an entry edited, or taken out, fails there', async () => {
    const edited = plain.with(5, plain[5]?.replace('"e5"', '"x5"') ?? '');
    const report = await verified(edited, secret);
    expect(failing(report)).toEqual(['content']);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 5 }]);
    expect(failing(await verified(plain.toSpliced(5, 1), secret))).toEqual(['linkage']);
  });
});
