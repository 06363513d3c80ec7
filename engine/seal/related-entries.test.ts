import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../shared/pack/layout.ts';
import type { RelatedReason } from '../../shared/pack/scope.ts';
import { openSigners } from '../keys/signers.ts';
import { unwatched } from '../task.ts';
import { checkPackFile, describePackFile } from './check-file.ts';
import { relatedOffers } from './pack-entries.ts';
import { previewSeal } from './preview.ts';
import { type Files, filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;

/** One line of a klyra export. */
function event(id: string, type: string, time: string): string {
  return JSON.stringify({
    id,
    timestamp: time,
    event_type: type,
    actor: { type: 'user', id: 'user_1', name: 'A. Admin' },
    resource: { type: 'key', id: 'key_1', name: null },
    action: 'update',
    status: 'success',
    metadata: { client_ip: '198.51.100.1' },
  });
}

beforeAll(async () => {
  const lines = [
    trailLine({ id: 'a', claim: 'CLM-1', image: 'img_shared', minute: 1 }),
    trailLine({ id: 'b', claim: 'CLM-2', image: 'img_shared', minute: 2 }),
    trailLine({ id: 'c', claim: 'CLM-1', image: 'img_own', minute: 3 }),
    trailLine({ id: 'd', claim: 'CLM-3', image: 'img_other', minute: 4 }),
    trailLine({ id: 'e', image: 'img_other', minute: 5 }).replace('det_e', 'det_c'),
  ];
  const events = [
    event('k1', 'api_key.revoked', '2025-11-04T10:00:00Z'),
    event('k2', 'webhook.delivered', '2025-11-04T11:00:00Z'),
    event('k3', 'settings.changed', '2025-11-09T10:00:00Z'),
  ];
  // The first line stands in a second source again: a related entry may be several records too.
  small = await SmallCase.make('Related', [lines, events, [lines[1] as string]]);
});
afterAll(() => small.remove());

const all: RelatedReason[] = ['image', 'request', 'administration'];
const caseId = 'CLM-1';

async function indexOf(path: string) {
  const { files } = await filesOf(readFileSync(path));
  return linesIn(files, paths.index);
}

function linesIn(files: Files, path: string): Record<string, unknown>[] {
  const text = files.get(path)?.toString() ?? '';
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

describe('entries beside the scope', () => {
  test('are offered with the reason, in or out, with how many there are and the first of them', () => {
    const { related, entries } = previewSeal(small.db, {
      scope: { caseId },
      related: { include: ['request'] },
    });
    expect(
      related?.map(({ sample, words: _, ...offer }) => ({
        ...offer,
        sample: sample.map((row) => row.values.entry_id),
      })),
    ).toEqual([
      { reason: 'image', entries: 1, included: false, window: null, sample: ['b'] },
      { reason: 'request', entries: 1, included: true, window: null, sample: ['e'] },
      {
        reason: 'administration',
        entries: 1,
        included: false,
        window: { from: '2025-11-03T14:01:00.000Z', to: '2025-11-05T14:03:00.000Z' },
        sample: ['k1'],
      },
    ]);
    expect(entries).toBe(3);
    expect(relatedOffers(small.db, { scope: { caseId } }, unwatched)).toMatchObject([
      { entries: 1 },
      { entries: 1 },
      { entries: 1 },
    ]);
    expect(previewSeal(small.db, { scope: { caseId } })).toMatchObject({ related: null, entries: 2 });
  });

  test('are in the pack where they were asked for, marked, and outside the proof of completeness', async () => {
    const { pack, entries, verification } = await small.seal({ caseId }, { related: { include: all } });
    expect(entries).toBe(5);
    expect(verification.findings).toEqual([]);
    expect(verification.axes.find(({ axis }) => axis === 'completeness')).toMatchObject({ status: 'pass' });
    const lines = await indexOf(pack);
    expect(lines.map(({ source, entryId, related }) => [source, entryId, related])).toEqual([
      [1, 'a', undefined],
      [1, 'b', ['image']],
      [1, 'c', undefined],
      [1, 'e', ['request']],
      [2, 'k1', ['administration']],
      [3, 'b', ['image']],
    ]);
    expect(failingByProgram(pack)).toEqual([]);
    const described = (await describePackFile(pack)).pack.related;
    expect(described?.map(({ reason, entries: found, records }) => [reason, found, records])).toEqual([
      ['image', 1, 2],
      ['request', 1, 1],
      ['administration', 1, 1],
    ]);
  });

  test('that were found and left out are said to be, in the page and for programs', async () => {
    const { pack } = await small.seal({ caseId }, { related: { include: ['image'] } });
    const { files } = await filesOf(readFileSync(pack));
    expect(files.get(paths.page)?.toString()).toMatch(/administrative events.*left out/);
    expect((await describePackFile(pack)).pack.related).toMatchObject([
      { reason: 'image', included: true },
      { reason: 'request', entries: 1, included: false, records: 0 },
      { reason: 'administration', entries: 1, included: false, records: 0 },
    ]);
    const plain = await small.seal({ caseId });
    expect((await filesOf(readFileSync(plain.pack))).files.get(paths.page)?.toString()).toContain(
      'were not looked for',
    );
    expect(failingByProgram(plain.pack)).toEqual([]);
  });

  test('do not tell a time that is masked', async () => {
    const { pack } = await small.seal(
      { caseId },
      {
        related: { include: [] },
        redaction: [{ kind: 'mask', fields: ['timestamp', 'logged_at'], reason: 'privacy' }],
      },
    );
    expect((await describePackFile(pack)).pack.related?.at(-1)).toMatchObject({ entries: 1, window: null });
  });

  test('do not tell a time of what is withheld', async () => {
    const { pack } = await small.seal(
      { caseId },
      {
        related: { include: [] },
        redaction: [{ kind: 'withhold', query: 'entry_id:a', reason: 'privilege' }],
      },
    );
    expect((await describePackFile(pack)).pack.related?.at(-1)).toMatchObject({ window: null });
  });
});

describe('a pack in which somebody changed what is related is refused by every checker:', () => {
  const forge = async (change: (index: Record<string, unknown>[]) => void) => {
    const { pack } = await small.seal({ caseId }, { related: { include: all } });
    const { name, files } = await filesOf(readFileSync(pack));
    const index = linesIn(files, paths.index);
    change(index);
    files.set(paths.index, Buffer.from(index.map((line) => `${JSON.stringify(line)}\n`).join('')));
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    const forged = join(small.folder, `forged-${name}.zip`);
    writeFileSync(forged, zipOf(name, files));
    const { axes, findings } = await checkPackFile(forged);
    return {
      failing: [...new Set(axes.filter(({ status }) => status === 'fail').map(({ axis }) => axis))].sort(),
      program: failingByProgram(forged),
      codes: findings.map(({ code }) => code),
    };
  };

  test('an entry of the claim called related', async () => {
    const said = await forge((index) => {
      (index[0] as Record<string, unknown>)['related'] = ['image'];
    });
    expect(said.codes).toContain('COMPLETENESS_BROKEN');
    expect(said.failing).toEqual(['completeness', 'storage']);
    expect(said.program).toEqual(said.failing);
  });

  test('a related entry called one of the claim', async () => {
    const said = await forge((index) => {
      delete (index[1] as Record<string, unknown>)['related'];
    });
    expect(said.failing).toEqual(['completeness', 'storage']);
    expect(said.program).toEqual(said.failing);
  });

  test('a reason that the pack does not state, and one given twice', async () => {
    for (const related of [['request', 'request'], ['vicinity']]) {
      const said = await forge((index) => {
        (index[3] as Record<string, unknown>)['related'] = related;
      });
      expect(said.codes).toContain('INDEX_INVALID');
      expect(said.failing).toContain('storage');
      expect(said.program).toContain('storage');
    }
  });
});

describe('a pack of a selection', () => {
  test('holds what was chosen, by id or by number, says so, and claims no completeness', async () => {
    const byId = await small.seal({ selection: { entryIds: ['e', 'a'] } });
    expect((await indexOf(byId.pack)).map(({ entryId }) => entryId)).toEqual(['a', 'e']);
    expect((await describePackFile(byId.pack)).pack.scope).toEqual({ selection: { entries: 2 } });
    expect(byId.verification.axes.find(({ axis }) => axis === 'completeness')).toMatchObject({
      status: 'absent',
    });
    expect(byId.verification.findings).toEqual([]);
    expect(failingByProgram(byId.pack)).toEqual([]);
    const byNumber = await small.seal({ selection: { entries: [5, 1, 5] } });
    expect((await indexOf(byNumber.pack)).map(({ entryId }) => entryId)).toEqual(['a', 'e']);
  });

  test('is refused where something that was chosen is not in the case', () => {
    const preview = (selection: { entries: number[] } | { entryIds: string[] }) => () =>
      previewSeal(small.db, { scope: { selection } }, unwatched);
    expect(preview({ entryIds: ['a', 'nowhere', 'none'] })).toThrow(
      'no entry carries the id "nowhere", nor 1 more',
    );
    expect(preview({ entries: [1, 4711] })).toThrow('no entry has the number 4711');
  });
});
