import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnnotationWish } from '../../shared/contract/pack-operations.ts';
import { type ChainedEvent, eventHash } from '../../shared/custody/events.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation, addAnnotations, undoAnnotation } from '../annotation/annotate.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { openSigners } from '../keys/signers.ts';
import { checkPackFile } from './check-file.ts';
import { type Files, filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';

const document = join(import.meta.dirname, 'testing/check_by_document.py');
const author = 'R. Okafor';
let small: SmallCase;
let open: Files;

beforeAll(async () => {
  const lines = Array.from({ length: 5 }, (_, i) => trailLine({ id: `log_${i}`, claim: 'CLM-A', minute: i }));
  small = await SmallCase.make('Annotated', [lines]);
  const say = (entryId: string, mark: Parameters<typeof addAnnotation>[1]['mark']) =>
    addAnnotation(small.db, { on: { entryId }, mark, author });
  say('log_0', { tag: 'hot' });
  say('log_1', { note: 'open remark' });
  say('log_2', { code: { field: 'privilege', value: 'attorney-client' } });
  addAnnotations(small.db, {
    on: { entryId: 'log_2' },
    marks: [{ tag: 'counsel' }, { note: 'advice of counsel' }],
    author,
  });
  undoAnnotation(small.db, { author });
  say('log_3', { reviewed: true });
  open = (await filesOf(readFileSync(await sealed()))).files;
}, 120_000);
afterAll(() => small.remove());

async function sealed(annotations?: Partial<AnnotationWish>): Promise<string> {
  const wish = { kinds: ['tags', 'coding', 'notes'] as const, privilegedNotes: true, ...annotations };
  const { pack } = await small.seal(
    { caseId: 'CLM-A' },
    { annotations: { ...wish, kinds: [...wish.kinds] } },
  );
  return pack;
}

function byDocument(pack: string): string[] {
  const { stdout, stderr } = spawnSync('python3', [document, pack], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

interface Link {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly kind?: string;
}

const lines = (files: Files, path: string) =>
  (files.get(path)?.toString() ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Link);

const writeLines = (files: Files, path: string, written: readonly string[]) =>
  files.set(path, Buffer.from(written.map((line) => `${line}\n`).join('')));

describe('annotations that are kept out of a pack', () => {
  test.each<[string, Partial<AnnotationWish>, Record<string, number>, string[]]>([
    ['of a kind', { kinds: ['tags', 'notes'] }, { tags: 0, coding: 2, notes: 0 }, ['attorney-client']],
    ['all of them', { kinds: [] }, { tags: 2, coding: 2, notes: 3 }, ['hot', 'open remark', author]],
    [
      'notes on what is privileged, and what takes them back',
      { privilegedNotes: false },
      { tags: 0, coding: 0, notes: 2 },
      ['advice of counsel'],
    ],
  ])('%s, stand in it by their hashes alone', async (_, wish, counts, secrets) => {
    const pack = await sealed(wish);
    const report = await checkPackFile(pack);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.axes.find(({ axis }) => axis === 'custody')?.reason).toContain('unverifiable (withheld)');
    expect(failingByProgram(pack)).toEqual([]);
    expect(byDocument(pack)).toEqual(['holds']);
    const { files } = await filesOf(readFileSync(pack));
    expect(JSON.parse(files.get(paths.sources)?.toString() ?? '').pack.annotationsWithheld).toEqual(counts);
    // Each is the event of the same number that a pack with all of them has: disclosed later, it fits.
    const whole = new Map(lines(open, paths.annotations).map(({ seq, hash }) => [seq, hash]));
    const kept = lines(files, paths.withheldAnnotations);
    expect(kept.map(({ seq, hash }) => [seq, hash])).toEqual(kept.map(({ seq }) => [seq, whole.get(seq)]));
    expect(kept).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count));
    for (const secret of secrets) {
      const holding = (among: Files) =>
        [...among].filter(([, bytes]) => bytes.includes(secret)).map(([path]) => path);
      expect(holding(open), secret).toContain(paths.annotations);
      // Who annotated, and that, stands in the custody log as it always does.
      expect(
        holding(files).filter((path) => path !== paths.custody),
        secret,
      ).toEqual([]);
    }
  });

  test('are none where nothing is said against it, but for notes on what is privileged', async () => {
    expect(open.has(paths.withheldAnnotations)).toBe(false);
    const { pack } = await small.seal({ caseId: 'CLM-A' });
    const { files } = await filesOf(readFileSync(pack));
    expect(lines(files, paths.withheldAnnotations).map(({ kind }) => kind)).toEqual(['notes', 'notes']);
    expect(files.get(paths.page)?.toString()).toContain('2 events on notes');
    expect(files.get(paths.certification)?.toString()).toContain('2 events on notes');
  });

  test('said in one go with one that goes in, commit to their entries under salts of their own', () => {
    const digests = open
      .get(paths.annotations)
      ?.toString()
      .split('\n')
      .slice(3, 5)
      .map((line) => JSON.parse(line).details.targets.digest as string);
    expect(new Set(digests).size).toBe(2);
  });

  test.each<[string, (kept: string[], files: Files) => string[]]>([
    ['one less', (kept) => kept.slice(1)],
    ['another hash', (kept) => kept.map((line) => line.replace(/"hash":"../, '"hash":"00'))],
    ['the reverse order', (kept) => kept.toReversed()],
    [
      'one that is there as well',
      (kept, files) => [
        ...kept.slice(0, -1),
        JSON.stringify({
          ...JSON.parse(kept.at(-1) ?? ''),
          seq: lines(files, paths.annotations).at(-1)?.seq,
        }),
      ],
    ],
    ['none at all', () => []],
  ])('%s is found by every checker, though manifests and seal were made to fit', async (_, change) => {
    const { name, files } = await filesOf(readFileSync(await sealed({ kinds: ['tags'] })));
    const kept = (files.get(paths.withheldAnnotations)?.toString() ?? '').split('\n').slice(0, -1);
    writeLines(files, paths.withheldAnnotations, change(kept, files));
    await expectCustodyToFail(name, files);
  });
});

async function expectCustodyToFail(name: string, files: Files): Promise<void> {
  fixManifests(files);
  await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
  const forged = join(small.folder, 'forged.zip');
  writeFileSync(forged, zipOf(name, files));
  const report = await checkPackFile(forged);
  expect([...new Set(report.findings.map(({ axis }) => axis))]).toEqual(['custody']);
  expect(failingByProgram(forged)).toEqual(['custody']);
  const said = byDocument(forged);
  expect(said.filter((finding) => !finding.startsWith('custody'))).toEqual([]);
}

describe('an annotation beside others that are not in the pack', () => {
  let name: string;
  let sound: Files;

  beforeAll(async () => {
    const [first, second] = ['log_0', 'log_4'].map((entryId) => ({ on: { entryId }, author }));
    for (const about of [first, second, first, second, first])
      addAnnotation(small.db, { ...(about as NonNullable<typeof about>), mark: { note: 'more' } });
    const { pack } = await small.seal(
      { query: 'entry_id:log_0' },
      { annotations: { kinds: ['tags', 'coding'], privilegedNotes: true } },
    );
    ({ name, files: sound } = await filesOf(readFileSync(pack)));
    expect(lines(sound, paths.annotations).map(({ seq }) => seq)).toEqual([1]);
    expect(lines(sound, paths.withheldAnnotations).map(({ seq }) => seq)).toEqual([8, 10, 12]);
  }, 60_000);

  test.each<[string, Partial<Link>]>([
    ['at another place', { seq: 9 }],
    ['at a place that custody knows of none at', { seq: 13 }],
    ['with another hash', { hash: 'ab'.repeat(32) }],
    ['with a link to another', { prev: 'ab'.repeat(32) }],
  ])('is found %s, as a link', async (_, change) => {
    const files = new Map(sound);
    const links = lines(files, paths.withheldAnnotations);
    const at = change.seq === 13 ? 2 : 1;
    const changed = links.with(at, { ...(links[at] as Link), ...change });
    writeLines(
      files,
      paths.withheldAnnotations,
      changed.map((line) => canonicalize(line)),
    );
    await expectCustodyToFail(name, files);
  });

  test('is found as another event that was hashed anew', async () => {
    const files = new Map(sound);
    const [event] = lines(files, paths.annotations) as ChainedEvent[];
    const { hash: _, ...body } = { ...(event as ChainedEvent), actor: 'Nobody' };
    const forged = { ...body, hash: eventHash(nodeDigest, body) };
    writeLines(files, paths.annotations, [canonicalize(forged)]);
    await expectCustodyToFail(name, files);
  });
});
