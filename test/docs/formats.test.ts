import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCase, withEngine } from '../../cli/engine.ts';
import { recordLimit } from '../../engine/case/record-limit.ts';
import { applicationId, chunkLength, schema, schemaVersion, termLimit } from '../../engine/case/schema.ts';
import { quarantineReasons } from '../../engine/import/split/located.ts';
import { writeForm } from '../../engine/report/forms/forms.ts';
import { madeReport } from '../../engine/report/testing/made-report.ts';
import { sampleExports } from '../../samples/exports.ts';
import { catalogue, namedProfiles } from '../../shared/chain/catalogue.ts';
import { otherMakers } from '../../shared/chain/other-makers.ts';
import { hashPaths } from '../../shared/chain/places.ts';
import { readProfile } from '../../shared/chain/profile-schema.ts';
import { reportFormats } from '../../shared/domain/guided-report.ts';
import { axisNames } from '../../shared/domain/verification.ts';
import { errorCodes } from '../../shared/errors.ts';
import { packSourceSchema, sourcesSchema } from '../../shared/pack/lines.ts';
import { root } from '../run/process.ts';
import { blocks } from './console.ts';
import { headings, sectionOf, tableRows } from './page.ts';

const caseFilePage = readFileSync(join(root, 'docs/formats/case-file.md'), 'utf8');
const chainPage = readFileSync(join(root, 'docs/formats/chain.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'casebound-docs-'));
const caseFile = join(folder, 'matter.casebound');
const scopes = new Map<string, string>();

beforeAll(async () => {
  const paths = Object.values(sampleExports()).map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    scopes.set(name, text);
    return join(folder, name);
  });
  const never = new AbortController().signal;
  await withEngine(never, ({ client }) => client.job('import.run', { into: caseFile, paths }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/formats/evidence-pack.md', () => {
  it('shows a document of every member that a reader knows', () => {
    const page = readFileSync(join(root, 'docs/formats/evidence-pack.md'), 'utf8');
    const shown = blocks(page, 'json').find((text) => text.includes('"casebound-pack/'));
    const document = JSON.parse(
      (shown ?? '')
        .replaceAll('"sha256":"…"', `"sha256":"${'0'.repeat(64)}"`)
        .replaceAll('"root":"…"', `"root":"${'0'.repeat(64)}"`),
    );
    expect(sourcesSchema.parse(document)).toEqual(document);
    const known = Object.keys(packSourceSchema.shape).filter((name) => name !== 'acquisition');
    expect(Object.keys(document.sources[0]).sort()).toEqual(known.sort());
    expect(Object.keys(document.pack).sort()).toEqual(Object.keys(sourcesSchema.shape.pack.shape).sort());
  });
});

describe('docs/formats/report.md', () => {
  it('reads the figures of a report from each of its forms', async () => {
    const page = readFileSync(join(root, 'docs/formats/report.md'), 'utf8');
    const program = join(folder, 'read-report.py');
    writeFileSync(program, blocks(page, 'python')[0] ?? '');
    const report = madeReport({ listed: 3, said: '</script>\ud800\0]]>\u202e' });
    const figures = report.sections.flatMap((section) => section.figures);
    const told = figures.map(({ value, unit, query, digest }) => [value, unit, query, digest].join('\t'));
    for (const format of reportFormats) {
      const path = join(folder, `report.${format}`);
      writeFileSync(path, await writeForm(report, format));
      const { stdout, stderr } = spawnSync('python3', [program, path], { encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout.trimEnd().split('\n')).toEqual(told);
    }
  });
});

describe('docs/formats/case-file.md', () => {
  const db = new Database(':memory:');
  db.exec(schema);
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
    .pluck()
    .all();

  it('has a section for each table and view', () => {
    const described = headings(caseFilePage, 3).map((heading) => heading.replace(/[`]| \(view\)/g, ''));
    expect(described.toSorted()).toEqual(tables);
  });

  it.each(tables)('%s: lists its columns, in order, with their types', (table) => {
    const columns = db
      .prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)')
      .all(table);
    const rows = tableRows(sectionOf(caseFilePage, `\`${table}\``), 'column');
    const named = rows.map(([name, type]) => ({ name: name?.replaceAll('`', ''), type }));
    expect(named.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
    // Of a view's expressions SQLite tells no type: what they give in a case is compared below.
    for (const [i, { type }] of columns.entries())
      if (table !== 'entry') expect(named[i]?.type, columns[i]?.name).toBe(type);
  });

  it('gives the values of the view the types that a case has', () => {
    const filled = new Database(caseFile, { readonly: true });
    for (const [name = '', type] of tableRows(sectionOf(caseFilePage, '`entry`'), 'column')) {
      const types = filled.prepare(`SELECT DISTINCT upper(typeof(${name})) FROM entry`).pluck().all();
      expect([type, 'NULL'], name).toEqual(expect.arrayContaining(types));
    }
    filled.close();
  });

  it('names the numbers of the file', () => {
    const file = sectionOf(caseFilePage, 'The file itself');
    expect(file).toContain(`\`0x${applicationId.toString(16)}\``);
    expect(file).toContain(`| \`${schemaVersion}\`: the schema version`);
    expect(sectionOf(caseFilePage, '`chunk`')).toContain(`${chunkLength.toLocaleString('en')} bytes`);
    expect(sectionOf(caseFilePage, '`entry_row`')).toContain(`${termLimit.toLocaleString('en')} terms`);
    expect(readFileSync(caseFile).readUInt16BE(16)).toBe(8192);
  });

  it('lists the reasons of quarantine', () => {
    const listed = tableRows(sectionOf(caseFilePage, '`quarantine`'), 'reason');
    expect(listed.map(([code]) => code?.replaceAll('`', ''))).toEqual(Object.keys(quarantineReasons));
    expect(sectionOf(caseFilePage, '`quarantine`')).toContain(`${recordLimit / 2 ** 20} MiB`);
  });

  it('shows SQL that runs and finds something', () => {
    const filled = new Database(caseFile, { readonly: true });
    const statements = blocks(caseFilePage, 'sql');
    expect(statements.length).toBeGreaterThan(3);
    for (const sql of statements) expect(filled.prepare(sql).all().length, sql).toBeGreaterThan(0);
    filled.close();
  });

  it('shows how to find the bytes of an entry, which are those of the export', () => {
    const program = programCalled('entry-bytes.py');
    const filled = new Database(caseFile, { readonly: true });
    // One of them crosses the border of two chunks.
    const ids = filled
      .prepare<[], string>(
        'SELECT entry_id FROM entry WHERE source = 1 AND (id = 1 OR offset / 262144 < (offset + length - 1) / 262144) LIMIT 2',
      )
      .pluck()
      .all();
    filled.close();
    expect(ids.length).toBe(2);
    const lines = scopes.get('meridian-2025-11.ndjson')?.split('\n') ?? [];
    for (const id of ids) expect(lines).toContain(runPython(program, [caseFile, id]));
  });

  it('shows how to find what an annotation is about, which are the entries that were marked', async () => {
    const program = programCalled('marked.py');
    const query = 'verdict:ai_generated';
    await withCase(new AbortController().signal, caseFile, 'review', ({ client }) =>
      client.call('annotation.add', { on: { query }, mark: { tag: 'seen' }, author: 'Ada' }),
    );
    const filled = new Database(caseFile, { readonly: true });
    const marked = filled
      .prepare<[], string>("SELECT content FROM entry WHERE verdict = 'ai_generated' ORDER BY content")
      .pluck()
      .all();
    filled.close();
    expect(marked.length).toBeGreaterThan(10);
    expect(runPython(program, [caseFile, '1'])).toBe(`${marked.join('\n')}\n`);
  });
});

function programCalled(name: string): string {
  const program = blocks(caseFilePage, 'python').find((each) => each.startsWith(`# ${name} `));
  if (program === undefined) throw new Error(`the page has no program ${name}`);
  return program;
}

describe('docs/formats/chain.md', () => {
  it('shows how to recompute a source, which gives what the case file states', () => {
    const [program = ''] = blocks(chainPage, 'python');
    const filled = new Database(caseFile, { readonly: true });
    const sources = filled.prepare<[], Record<string, number | Buffer>>('SELECT * FROM source').all();
    filled.close();
    expect(sources.length).toBe(2);
    for (const source of sources) {
      const hex = (column: string) => (source[column] as Buffer).toString('hex');
      expect(runPython(program, [caseFile, String(source['id'])])).toBe(
        [
          `file-sha256 ${hex('sha256')}`,
          `tree ${Number(source['entries']) + Number(source['duplicates'])} ${hex('merkle_root')}`,
          `case_id-tree ${source['case_id_tree_size']} ${hex('case_id_tree_root')}`,
          `image_id-tree ${source['image_id_tree_size']} ${hex('image_id_tree_root')}`,
          '',
        ].join('\n'),
      );
    }
  });

  it('lists every code of a finding, and no other', () => {
    const sources = globSync(
      '{engine/verify/**/*,engine/sync/overlap,engine/pack-case/check-*,shared/pack/*}.ts',
      {
        cwd: root,
        // SQLite's own codes stand beside what is kept.
        exclude: ['**/*.test.ts', '**/testing/*', 'engine/verify/state/*'],
      },
    );
    const text = sources.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
    const literals = [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(
      ([, code]) => code as string,
    );
    const used = new Set(literals.filter((code) => !(errorCodes as readonly string[]).includes(code)));
    const listed = tableRows(sectionOf(chainPage, 'Findings'), 'code').map(([code]) =>
      code?.replaceAll('`', ''),
    );
    expect(listed.toSorted()).toEqual([...used].sort());
  });

  it('has every axis in its tables', () => {
    const tables = sectionOf(chainPage, 'Verification: axes');
    for (const axis of axisNames) expect(tables).toContain(`\`${axis}\``);
  });

  it('shows profiles that read as it says, and names every form of the catalogue', () => {
    const section = sectionOf(chainPage, "The maker's own chain: profiles");
    const shown = blocks(section, 'json').map((text) => readProfile(JSON.parse(text)));
    expect(shown).toEqual(expect.arrayContaining([...namedProfiles]));
    expect(shown.length).toBeGreaterThan(namedProfiles.length);
    const forms = tableRows(section, 'form').map(([name, about]) => [name?.replaceAll('`', ''), about]);
    expect(forms).toEqual([...catalogue, ...otherMakers].map(({ name, about }) => [name, about]));
    for (const path of hashPaths) expect(section).toContain(`\`${path}\``);
  });
});

function runPython(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program, ...args], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}
