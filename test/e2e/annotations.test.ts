import { copyFileSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCase } from '../../cli/engine.ts';
import type { AddedAnnotations } from '../../shared/annotation/answers.ts';
import type { AnnotationExport, AnnotationImport } from '../../shared/annotation/exchange.ts';
import type { Mark } from '../../shared/annotation/mark.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { caseContents, Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const original = workspace.path('original.casebound');
beforeAll(() => importInto(original, workspace.trail('trail.ndjson', 300)));

let copies = 0;
function copy(): string {
  const path = workspace.path(`copy-${copies++}.casebound`);
  copyFileSync(original, path);
  return path;
}

/** In this process: what the command line adds is tried below, and starting it is most of what it costs. */
const onCase = <T>(path: string, mode: AccessMode, work: (client: Client) => Promise<T>): Promise<T> =>
  withCase(new AbortController().signal, path, mode, ({ client }) => work(client));
const add = (path: string, query: string, ...marks: Mark[]) =>
  onCase(path, 'review', (client) =>
    client.call('annotation.addAll', { on: { query }, marks, author: 'Ada' }),
  );
const history = (path: string) =>
  onCase(path, 'read-only', async (client) =>
    (await client.call('annotation.history', {})).events.toReversed(),
  );
const isSound = (path: string) =>
  onCase(path, 'read-only', async (client) => (await client.job('verify.run', {})).ok);

describe('annotating', () => {
  it('from several processes at once loses nothing: each waits, or says that it did nothing', async () => {
    const path = copy();
    const tags = ['a', 'b', 'c', 'd'];
    const outcomes = await Promise.all(
      tags.map((tag) => casebound(['annotate', path, '--query', '', '--tag', tag, '--author', tag])),
    );
    const said = tags.filter((_, i) => outcomes[i]?.code === 0);
    for (const { code, stderr } of outcomes) {
      if (code !== 0)
        expect({ code, stderr }).toMatchObject({ code: 2, stderr: /^casebound: CASE_LOCKED: / });
    }
    const events = await history(path);
    expect(events.map(({ actor }) => actor).toSorted()).toEqual(said);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(await isSound(path)).toBe(true);
  });

  it('says several things of the same entries, even where the first changes what would be found', async () => {
    const path = copy();
    await add(path, 'verdict:ai_generated', { tag: 'todo' });
    const what = ['--tag', 'done', '--untag', 'todo', '--code', 'relevance=hot', '--reviewed'];
    const { events, entries } = await caseboundJson<AddedAnnotations>([
      'annotate',
      path,
      '--query',
      'tag:todo',
      ...what,
      '--author',
      'Ada',
    ]);
    expect(events.map(({ action }) => action)).toEqual(['tag', 'untag', 'code', 'reviewed']);
    expect(entries).toBeGreaterThan(2);
    const query = 'tag:done -tag:todo is:reviewed';
    const { matched } = await onCase(path, 'read-only', (client) => client.call('query.count', { query }));
    expect(matched).toBe(entries);
  });

  it('keeps a note of a megabyte as it is, and prints none of it to a terminal', async () => {
    const path = copy();
    const note = `\u001b]0;evil\u0007<script>\u202e${'検証 "\\'.repeat(160_000)}`;
    const file = workspace.write('note.md', `${note}\n`);
    const said = ['--query', 'entry_id:*', '--note-file', file, '--author', 'Ada'];
    expect(await casebound(['annotate', path, ...said])).toMatchObject({ code: 0 });
    expect((await history(path))[0]?.details['mark']).toEqual({ note });
    const printed = (await casebound(['annotations', 'history', path])).stdout.toString();
    expect(printed).toContain('\\u{1b}]0;evil\\u{7}<script>\\u{202e}');
    expect(printed.trimEnd()).not.toMatch(/\p{Cc}/u);
  });

  it('by a layout takes what it allows, all of a command or nothing', async () => {
    const path = copy();
    const layout = { fields: [{ name: 'relevance', values: [{ value: 'hot', key: '1' }], required: true }] };
    const file = workspace.write('layout.json', JSON.stringify(layout));
    const set = await caseboundJson(['layout', path, '--set', file, '--author', 'Ada']);
    expect(set).toMatchObject(layout);
    const refused = await casebound([
      'annotate',
      path,
      '--query',
      '',
      '--tag',
      'x',
      '--code',
      'relevance=hott',
      '--author',
      'Ada',
    ]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "hot"?') });
    expect((await history(path)).map(({ action }) => action)).toEqual(['layout']);
  });
});

describe('annotations of a copy', () => {
  it('are merged with conflicts told, custody on both sides, and verify', async () => {
    const [mine, theirs] = [copy(), copy()];
    const code = (value: string) => ({ code: { field: 'relevance', value } });
    await add(mine, 'verdict:ai_generated', code('hot'));
    await add(theirs, 'verdict:ai_generated', code('cold'), { note: 'Why?' });
    const file = workspace.path('theirs.annotations');
    const written = await caseboundJson<AnnotationExport>(['annotations', 'export', theirs, file]);
    const merged = await caseboundJson<AnnotationImport>(['annotations', 'import', mine, file], 1);
    expect(merged).toMatchObject({ sameCase: true, added: 2, duplicates: 0, missing: 0, conflictsTotal: 1 });
    expect(merged.conflicts).toMatchObject([{ about: 'code', name: 'relevance', prevails: 'there' }]);
    expect(await isSound(mine)).toBe(true);
    const custody = (path: string) =>
      onCase(path, 'read-only', async (client) => (await client.call('custody.list', {})).at(-1));
    expect(await custody(theirs)).toMatchObject({
      action: 'export',
      details: { what: 'annotations', events: 2, sha256: written.sha256 },
    });
    expect(await custody(mine)).toMatchObject({
      action: 'annotate',
      details: { action: 'import', events: 2, conflicts: 1, sha256: written.sha256 },
    });
    expect(await casebound(['annotations', 'import', mine, file])).toMatchObject({ code: 0 });
  });

  it('are refused whole where the file is not what was written, and the case is untouched', async () => {
    const path = copy();
    await add(path, 'verdict:ai_generated', { tag: 'x' });
    const file = workspace.path('good.annotations');
    const write = () => onCase(path, 'read-only', (client) => client.job('annotation.export', { out: file }));
    await write();
    const before = caseContents(path);
    const bad = workspace.write('bad', readFileSync(file, 'utf8').replace('"Ada"', '"Eve"'));
    expect(await casebound(['annotations', 'import', path, bad])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^casebound: INVALID_INPUT: .*chain of its events does not hold/),
    });
    await expect(write()).rejects.toMatchObject({ message: expect.stringContaining('already stands') });
    expect(caseContents(path)).toBe(before);
  });
});
