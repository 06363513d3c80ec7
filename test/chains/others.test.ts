/**
 * Chains that services in PHP, Ruby and Java made, by the programs in other/: whole ones pass under the form of their maker, and an edit is
 * told. Of .NET, which is not at hand, by hand from the documentation of JavaScriptEncoder.Default.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainFindings, failing, statusOf, verified } from './corpus.ts';

interface Made {
  readonly form: string;
  readonly lines: readonly string[];
}

function made(name: string): Made[] {
  const text = readFileSync(join(import.meta.dirname, 'other', name), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Made);
}

/** What System.Text.Json writes of each text, and the text as JSON that escapes nothing. */
const dotnetTexts: readonly (readonly [string, string])[] = [
  ['a/b \\u003C c \\u0026 d', 'a/b < c & d'],
  ['Gr\\u00FC\\u00DFe \\uD83D\\uDE00', 'Grüße 😀'],
  [
    '\\u0022q\\u0022 \\u0027x\\u0027 \\u002B = \\u0060 \\u007F \\u001F \\\\ \\n',
    '\\"q\\" \'x\' + = ` \u007f \\u001f \\\\ \\n',
  ],
  ['plain', 'plain'],
];

function dotnet(): Made {
  let previous = '0'.repeat(64);
  const lines = Array.from({ length: 12 }, (_, n) => {
    const [hashed, exported] = dotnetTexts[n % dotnetTexts.length] as [string, string];
    const written = (note: string) =>
      `{"id":"e${n}","note":"${note}","at":{"z":1,"a":[]},"prev_hash":"${previous}"`;
    const hash = createHash('sha256')
      .update(`${written(hashed)}}`)
      .digest('hex');
    const line = `${written(exported)},"entry_hash":"${hash}"}`;
    previous = hash;
    return line;
  });
  return { form: 'dotnet', lines };
}

describe.each([
  ['PHP', made('php-8.2.ndjson')],
  ['Ruby', made('ruby-3.1.ndjson')],
  ['Java', made('java-17.ndjson')],
  ['.NET', [dotnet()]],
])('what %s made', (_maker, all) => {
  it.each(all)('as $form is found, and breaks where it was edited', async ({ form, lines }) => {
    const report = await verified(lines);
    expect(report.chain?.profile).toBe(`${form} (entry_hash, prev_hash)`);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.chain).toMatchObject({ recompute: lines.length });
    expect(statusOf(report, 'content')).toBe(form.endsWith('without-nulls') ? 'unverifiable' : 'pass');
    expect(statusOf(report, 'linkage')).toBe('pass');
    const edited = lines.with(5, lines[5]?.replace('"e5"', '"x5"') ?? '');
    const broken = await verified(edited);
    expect(failing(broken)).toEqual(['content']);
    expect(chainFindings(broken)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 5 }]);
  });
});

it('what PHP sorts on the outside alone is found where all entries that show it hold what it spells in its own way', async () => {
  let previous = '0'.repeat(64);
  const lines = Array.from({ length: 12 }, (_, n) => {
    const at = n % 3 === 0 ? { z: 1, a: 'line\u2028end' } : { a: 1 };
    const entry = { at, id: `e${n}`, prev_hash: previous };
    const hash = createHash('sha256')
      .update(JSON.stringify(entry).replaceAll('\u2028', '\\u2028'))
      .digest('hex');
    previous = hash;
    return JSON.stringify({ prev_hash: entry.prev_hash, entry_hash: hash, id: entry.id, at });
  });
  const report = await verified(lines);
  expect(report.chain?.profile).toMatch(/^(?:php-)?outer-sorted \(/);
  expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
});
