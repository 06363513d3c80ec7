import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { entriesOf, formsOf, systems } from '../fixtures/forms.ts';
import { casebound, importInto, verify } from './casebound.ts';
import { Workspace } from './workspace.ts';

const idNames = {
  itsreal: 'log_id',
  deepintshield: 'event_id',
  indigiarmor: 'id',
  verbitas: 'id',
  klyra: 'id',
};

/** Formats as they are called, by the form of the fixture. */
const formats: readonly [form: RegExp, format: RegExp][] = [
  [/^ndjson/, /^ndjson$/],
  [/array/, /^json-array$/],
  [/envelope/, /^json-envelope$/],
  [/objects/, /^json$/],
  [/^TSV|^CSV in UTF-16LE/, /^tsv$/],
  [/^CSV/, /^csv$/],
];

describe.each(systems)('a folder of %s exports in every form', (system) => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('forms.casebound');
  const folder = workspace.path('exports');
  mkdirSync(folder);
  const forms = formsOf(system);
  for (const { name, bytes } of forms) writeFileSync(join(folder, name), bytes);
  const ids = entriesOf(system).map((entry) => String(entry[idNames[system]]));

  it('is imported whole, each file told for what it is', async () => {
    const { sources, skipped } = await importInto(caseFile, folder);
    expect(skipped).toEqual([]);
    expect(sources).toHaveLength(forms.length);
    for (const { name, form } of forms) {
      const source = sources.find((each) => each.name === name);
      const format = formats.find(([pattern]) => pattern.test(form))?.[1];
      expect(source, name).toMatchObject({ system, quarantined: 0 });
      expect(source?.format, name).toMatch(format ?? /^$/);
      expect((source?.entries ?? 0) + (source?.duplicates ?? 0), name).toBe(ids.length);
      const compression = name.endsWith('.gz') ? 'gzip' : name.endsWith('.zst') ? 'zstd' : null;
      expect(source?.compression, name).toBe(compression);
    }
  });

  it('verifies, is found by its ids, and comes out as one JSON object a line', async () => {
    expect(await verify(caseFile)).toMatchObject({ ok: true });
    const table = await casebound(['query', caseFile, '', '--format', 'csv']);
    for (const id of ids) expect(table.stdout.toString()).toContain(id);
    const { stdout } = await casebound(['query', caseFile, '', '--format', 'ndjson']);
    const lines = new TextDecoder('utf-8', { fatal: true }).decode(stdout).trimEnd().split('\n');
    const found = lines.map((line) => String(JSON.parse(line)[idNames[system]]));
    expect(new Set(found)).toEqual(new Set(ids));
  });
});

it('a file of any form is written back byte for byte', async () => {
  using workspace = new Workspace();
  const wanted = ['le.csv', 'page.json', 'trail.ndjson.gz', 'trail.csv.zst'];
  const forms = formsOf('klyra').filter(({ name }) => wanted.includes(name));
  const caseFile = workspace.path('back.casebound');
  const paths = forms.map(({ name, bytes }) => workspace.write(name, bytes));
  const { sources } = await importInto(caseFile, ...paths);
  for (const [i, { name, bytes }] of forms.entries()) {
    const out = workspace.path(`back-${name}`);
    const { code } = await casebound(['extract', caseFile, String(sources[i]?.id), '--out', out]);
    expect(code).toBe(0);
    expect(readFileSync(out).equals(bytes), name).toBe(true);
  }
  expect(forms).toHaveLength(wanted.length);
});
