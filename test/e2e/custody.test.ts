import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCase } from '../../cli/engine.ts';
import type { ChainedEvent } from '../../shared/custody/events.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { casebound, importInto, verify } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

describe('files that leave a case', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('matter.casebound');
  const out = (name: string) => workspace.path(name);
  beforeAll(() => importInto(caseFile, workspace.trail('a.ndjson', 300)));

  const events = (mode: 'read-only' | 'review' = 'read-only', work?: (out: string) => string) =>
    withCase(new AbortController().signal, caseFile, mode, async ({ client }) => {
      if (work !== undefined)
        await client.job('query.export', { query: '', format: 'csv', out: work('screen.csv') });
      const all: readonly ChainedEvent[] = await client.call('custody.list', {});
      return all.filter(({ action }) => action === 'export').map(({ details }) => details);
    });

  it('leave the case file untouched from the command line', async () => {
    const before = await fileSha256(caseFile);
    for (const args of [
      ['query', caseFile, '--format', 'ndjson', '--out', out('q.ndjson')],
      ['extract', caseFile, '1', '--out', out('x.ndjson')],
      ['quarantine', caseFile, '--out', out('z.txt')],
    ])
      expect((await casebound(args)).code).toBe(0);
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('are told of on request, with what they hold', async () => {
    const query = 'verdict:ai_generated';
    for (const args of [
      ['query', caseFile, query, '--format', 'ndjson', '--out', out('q2.ndjson'), '--record'],
      ['extract', caseFile, '1', '--out', out('x2.ndjson'), '--record'],
      ['quarantine', caseFile, '--out', out('z2.txt'), '--record'],
    ])
      expect(await casebound(args)).toMatchObject({ code: 0 });
    expect(await events()).toMatchObject([
      { what: 'query', query, format: 'ndjson', sha256: await fileSha256(out('q2.ndjson')) },
      { what: 'source', source: 1, stream: false, sha256: await fileSha256(out('x2.ndjson')) },
      { what: 'quarantine', source: null, spans: 0, bytes: 0 },
    ]);
    expect(readFileSync(out('x2.ndjson')).equals(readFileSync(out('a.ndjson')))).toBe(true);
    expect((await verify(caseFile)).ok).toBe(true);
  });

  it('are not told of where they could not be written', async () => {
    const before = await fileSha256(caseFile);
    for (const place of [out('x2.ndjson'), out('no/such/folder.ndjson')]) {
      const outcome = await casebound(['extract', caseFile, '1', '--out', place, '--record']);
      expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining(place) });
    }
    expect((await casebound(['query', caseFile, '--record'])).code).toBe(2);
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('among them the log itself, whose chain anybody can follow', async () => {
    const [file, table] = [out('custody.ndjson'), out('custody.csv')];
    expect((await casebound(['custody', caseFile, '--out', file])).code).toBe(0);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    let previous = '0'.repeat(64);
    for (const line of lines) {
      const { hash, ...event } = JSON.parse(line) as Record<string, unknown>;
      expect(canonicalize({ ...event, hash })).toBe(line);
      expect(event['prev']).toBe(previous);
      previous = createHash('sha256').update(canonicalize(event)).digest('hex');
      expect(hash).toBe(previous);
    }
    const before = (await events()).length;
    expect((await casebound(['custody', caseFile, '--out', table, '--format', 'csv', '--record'])).code).toBe(
      0,
    );
    expect(await events()).toHaveLength(before + 1);
    expect((await events()).at(-1)).toMatchObject({
      what: 'custody',
      format: 'csv',
      events: lines.length,
      sha256: await fileSha256(table),
    });
    expect(readFileSync(table, 'utf8').split('\r\n')).toHaveLength(lines.length + 2);
    expect((await verify(caseFile)).ok).toBe(true);
  });

  it('are told of where the case is open for review, as on a screen', async () => {
    expect((await events('review', out)).at(-1)).toMatchObject({
      what: 'query',
      format: 'csv',
      entries: 300,
    });
  });
});
