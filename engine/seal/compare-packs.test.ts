import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Progress } from '../../shared/domain/progress.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { openWritable } from '../case/open.ts';
import { generateKey } from '../keys/generate-key.ts';
import { openSigners } from '../keys/signers.ts';
import { unwatched } from '../task.ts';
import { comparePackFiles } from './check-file.ts';
import { sealPack } from './seal-pack.ts';
import { filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { caseReport, passphrase, SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
/** The first pack of the claim, and a copy of the case as it was before. */
let first: string;
let before: string;

const scope = { caseId: 'CLM-1' };
const lines = Array.from({ length: 6 }, (_, i) =>
  trailLine({ id: `log_${i}`, claim: i < 4 ? 'CLM-1' : 'CLM-2', note: `note ${i}`, minute: i }),
);

beforeAll(async () => {
  small = await SmallCase.make('Again', [lines]);
  before = join(small.folder, 'copy.casebound');
  small.db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(join(small.folder, 'small.casebound'), before);
  first = (await small.seal(scope)).pack;
});
afterAll(() => small.remove());

const compare = async (pack: string, against = first) => {
  const difference = await comparePackFiles(pack, against, [], unwatched);
  return { ...difference, causes: [...new Set(difference.explanations.map(({ cause }) => cause))] };
};

/** Seals the claim from the copy, which knows of no pack yet. */
async function sealAgain(name: string, key = small.key): Promise<string> {
  const copied = join(small.folder, `${name}.casebound`);
  copyFileSync(before, copied);
  const db = openWritable(copied);
  const out = join(small.folder, `${name}.zip`);
  try {
    const actor = 'Test Examiner';
    const { pack } = await sealPack(
      db,
      { scope, key, passphrase, out, actor, checkers: await carried() },
      async () => caseReport,
      unwatched,
    );
    return pack;
  } finally {
    db.close();
  }
}

async function carried(): Promise<Map<string, Uint8Array>> {
  const { files } = await filesOf(readFileSync(first));
  return new Map([paths.checkerPage, paths.checkerProgram].map((path) => [path, files.get(path) as Buffer]));
}

describe('a pack, held against another of its scope,', () => {
  test('how far it is only grows, up to the bytes of both packs', async () => {
    const told: Progress[] = [];
    await comparePackFiles(first, first, [], { ...unwatched, progress: (progress) => told.push(progress) });
    const { size } = statSync(first);
    expect(told.every(({ done }, n) => done >= (told[n - 1]?.done ?? 0))).toBe(true);
    expect(told.at(-1)).toMatchObject({ done: 2 * size, total: 2 * size });
  });

  test('is the same, byte for byte, where the case is', async () => {
    expect(await compare(await sealAgain('again'))).toMatchObject({
      same: true,
      members: [],
      explanations: [],
    });
  });

  test('under another key differs in what is signed, and the keys are told', async () => {
    const { path } = generateKey({ out: join(small.folder, 'other.key'), passphrase });
    const { same, causes, members } = await compare(await sealAgain('other', path));
    expect(same).toBe(false);
    expect(causes).toEqual(['seals']);
    expect(
      members
        .filter(({ path: file }) => !file.startsWith('seal/'))
        .map(({ path: file, causes: of }) => [file, of]),
    ).toEqual([
      ['tagmanifest-sha256.txt', ['seals']],
      ['verification/checkpoint-1.txt', ['seals']],
    ]);
  });

  test('sealed later differs for number, custody and annotations, each file for its own reasons', async () => {
    addAnnotation(small.db, { on: { entryId: 'log_1' }, mark: { note: 'seen' }, author: 'Reviewer' });
    const { causes, members, explanations } = await compare((await small.seal(scope)).pack);
    expect(causes).toEqual(['number', 'annotations', 'custody']);
    expect(explanations.at(-1)?.message).toMatch(/^custody has grown by \d events? \(.*seal.*\)$/);
    expect(members.find(({ path }) => path === paths.annotations)?.causes).toEqual(['annotations']);
    expect(members.find(({ path }) => path === paths.entries)).toBeUndefined();
    expect(members.every(({ causes: of }) => of.length > 0)).toBe(true);
  });

  test('of which something is masked, withheld, numbered or related names the records', async () => {
    const masked = await small.seal(scope, {
      bates: { prefix: 'B' },
      related: { include: [] },
      redaction: [
        { kind: 'mask', fields: ['note'], query: 'entry_id:log_2', reason: 'r' },
        { kind: 'withhold', query: 'entry_id:log_0', reason: 'r' },
      ],
    });
    const { causes, entries, firstEntries, members } = await compare(masked.pack);
    expect(causes).toEqual(expect.arrayContaining(['redaction', 'numbering', 'related']));
    expect(causes).not.toContain('version');
    expect(members.find(({ path }) => path === paths.compressed)?.causes).toEqual(
      members.find(({ path }) => path === paths.index)?.causes,
    );
    expect(entries).toMatchObject({ masked: 1, withheld: 1, added: 0, removed: 0 });
    expect(firstEntries).toEqual([
      { change: 'withheld', source: 1, ordinal: 0, entryId: null },
      { change: 'masked', source: 1, ordinal: 2, entryId: 'log_2' },
    ]);
    expect((await compare(first, masked.pack)).entries).toMatchObject({ disclosed: 2 });
  });

  test('after more was imported says which records are new', async () => {
    await small.import('more.ndjson', [trailLine({ id: 'log_new', claim: 'CLM-1' })]);
    const { causes, firstEntries, explanations } = await compare((await small.seal(scope)).pack);
    expect(causes).toEqual(expect.arrayContaining(['sources', 'entries', 'custody']));
    expect(firstEntries).toEqual([{ change: 'added', source: 2, ordinal: 0, entryId: 'log_new' }]);
    expect(explanations.find(({ cause }) => cause === 'sources')?.message).toContain('source 2, more.ndjson');
  });

  test('in which a file was changed that nothing explains says so, though its manifests and seal fit', async () => {
    const { name, files } = await filesOf(readFileSync(first));
    files.set(paths.page, Buffer.from(`${files.get(paths.page)}<!-- -->`));
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    const forged = join(small.folder, 'forged.zip');
    writeFileSync(forged, zipOf(name, files));
    const { explanations, same } = await compare(forged);
    expect(same).toBe(false);
    expect(explanations.map(({ message }) => message).join('\n')).toContain('data/report.html');
  });
});
