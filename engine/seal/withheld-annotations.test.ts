import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnnotationWish } from '../../shared/contract/pack-operations.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation, addAnnotations, undoAnnotation } from '../annotation/annotate.ts';
import { checkPackFile } from './check-file.ts';
import { openSigners } from './signers.ts';
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

const lines = (files: Files, path: string) =>
  (files.get(path)?.toString() ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { seq: number; hash: string; kind?: string });

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
    files.set(
      paths.withheldAnnotations,
      Buffer.from(
        change(kept, files)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    const forged = join(small.folder, 'forged.zip');
    writeFileSync(forged, zipOf(name, files));
    const report = await checkPackFile(forged);
    expect([...new Set(report.findings.map(({ axis }) => axis))]).toEqual(['custody']);
    expect(failingByProgram(forged)).toEqual(['custody']);
    expect(byDocument(forged).every((finding) => finding.startsWith('custody'))).toBe(true);
  });
});
