import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Axis, VerifiedFile, VerifyReport } from '../../../shared/domain/verification.ts';
import { makeZip, type TestMember } from '../../packed/testing/make-zip.ts';
import { isMeantAsPack } from '../meant-as-pack.ts';
import {
  type ChainedEntry,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  trail,
  verified,
  verifiedExport,
} from '../testing/chained-case.ts';

const entries = trail(12);
const whole = ndjson(entries);
const altered = ndjson(entries.with(5, { ...(entries[5] as ChainedEntry), action_recorded: 'approved' }));
const readme = { name: 'README.txt', content: 'Produced on request.\n' };

function written(name: string, bytes: Buffer): string {
  const path = `${temporaryFolder()}/${name}`;
  writeFileSync(path, bytes);
  return path;
}

function zipped(...members: TestMember[]): string {
  return written('production.zip', makeZip(members));
}

function fileOf(content: string | Buffer): VerifiedFile {
  return { bytes: Buffer.byteLength(content), sha256: hash('sha256', content) };
}

function completeness(report: VerifyReport, subject: string): Axis | undefined {
  return report.axes.find((answer) => answer.axis === 'completeness' && answer.subject === subject);
}

describe('a zip of exports', () => {
  it('is verified trail by trail, and what fails is told of the one that it fails in', async () => {
    const report = await verifiedExport(
      zipped(
        { name: 'a/one.ndjson', content: whole, deflated: true },
        { name: 'a/two.ndjson', content: altered },
      ),
    );
    expect(report.kind).toBe('export');
    expect(failing(report)).toEqual(['content source 2']);
    expect(report.findings).toMatchObject([{ code: 'CHAIN_BREAK', subject: 'source 2', entryId: 'log_5' }]);
    expect(report.findingsTotal).toBe(1);
    expect(report.names).toEqual({
      'source 1': 'production.zip: a/one.ndjson',
      'source 2': 'production.zip: a/two.ndjson',
    });
    expect(report.chains?.map(({ subject }) => subject)).toEqual(['source 1', 'source 2']);
    expect(report.files).toEqual({ 'source 1': fileOf(whole), 'source 2': fileOf(altered) });
  });

  it('or one that is compressed, is named by what stands there', async () => {
    const packed = gzipSync(whole);
    expect((await verifiedExport(written('a.ndjson.gz', packed))).files).toEqual({
      'source 1': fileOf(packed),
    });
  });

  it('may have one chain over several of its files, and then knows what is missing between them', async () => {
    const part = (name: string, from: number, to: number) => ({
      name,
      content: ndjson(entries.slice(from, to)),
    });
    const rotated = await verifiedExport(zipped(part('1.ndjson', 0, 6), part('2.ndjson', 6, 12)));
    expect(rotated.findings).toEqual([]);
    const heads = rotated.axes.filter(({ axis }) => axis === 'head' || axis === 'linkage');
    expect(heads.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass']);
    const gapped = await verifiedExport(zipped(part('1.ndjson', 0, 6), part('2.ndjson', 8, 12)));
    expect(gapped.ok).toBe(true);
    expect(gapped.findings).toMatchObject([{ code: 'CHAIN_GAP', subject: 'source 2', entryId: 'log_8' }]);
  });

  it('may have a file with a single entry of it', async () => {
    const parts = [0, 6, 7, 12].flatMap((from, n, cuts) =>
      n === 3 ? [] : [{ name: `${n}.ndjson`, content: ndjson(entries.slice(from, cuts[n + 1])) }],
    );
    const report = await verifiedExport(zipped(...parts));
    expect(report.findings).toEqual([]);
    const answers = report.axes.filter(({ axis }) => ['content', 'linkage', 'head'].includes(axis));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['pass']));
    expect(answers).toHaveLength(9);
  });

  it('may have a file whose only entry is forged, which is not said to carry no hash', async () => {
    let p = '0'.repeat(64);
    const chain = Array.from({ length: 8 }, (_, n) => {
      const entry = { ...makeEntry(n), p };
      p = hash('sha256', JSON.stringify(entry));
      return { ...entry, h: p };
    });
    const forged = { ...chain[6], action_recorded: 'approved' };
    const report = await verifiedExport(
      zipped(
        { name: '1.ndjson', content: ndjson(chain.slice(0, 6)) },
        { name: '2.ndjson', content: ndjson([forged]) },
      ),
    );
    expect(report.axes.filter(({ axis }) => axis === 'content')).toMatchObject([
      { status: 'pass' },
      { status: 'unverifiable', reason: expect.stringContaining('carry hashes where those of others do') },
    ]);
  });

  it('says which of its files are no trails', async () => {
    const report = await verifiedExport(zipped(readme, { name: 'one.ndjson', content: whole }));
    expect(report.ok).toBe(true);
    expect(completeness(report, 'container')).toMatchObject({
      status: 'absent',
      reason: expect.stringMatching(/^of its 2 files 1 is no trail, and was not verified.*README\.txt/),
    });
  });

  it('without a trail is refused', async () => {
    await expect(verifiedExport(zipped(readme))).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
  });

  it('tells of a member that is not what was put in', async () => {
    const report = await verifiedExport(zipped({ name: 'one.ndjson', content: whole, crc32: 1 }));
    expect(failing(report)).toEqual([]);
    expect(completeness(report, 'source 1')).toMatchObject({
      status: 'unverifiable',
      reason: expect.stringContaining('its check value differs'),
    });
  });
});

describe('a folder of exports', () => {
  it('is verified as what stands in it, over its files', async () => {
    const folder = temporaryFolder();
    mkdirSync(`${folder}/logs`);
    writeFileSync(`${folder}/logs/1.ndjson`, ndjson(entries.slice(0, 6)));
    writeFileSync(`${folder}/logs/2.ndjson.gz`, gzipSync(ndjson(entries.slice(6))));
    writeFileSync(`${folder}/README.txt`, readme.content);
    const report = await verifiedExport(folder);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.names).toEqual({ 'source 1': 'logs/1.ndjson', 'source 2': 'logs/2.ndjson.gz' });
    expect(report.axes.filter(({ axis }) => axis === 'head').map(({ status }) => status)).toEqual([
      'pass',
      'pass',
    ]);
    expect(completeness(report, 'container')?.reason).toMatch(/^of its 3 files 1 is no trail/);
  });
});

describe('a compressed trail that was cut off', () => {
  const cut = gzipSync(whole).subarray(0, -30);

  it('is no tampering, and its end is said to be missing, bare and in a case', async () => {
    const path = written('trail.ndjson.gz', cut);
    const file = `${temporaryFolder()}/c.casebound`;
    await importFiles(file, [path]);
    for (const report of [await verifiedExport(path), await verified(file)]) {
      expect(failing(report)).toEqual([]);
      expect(completeness(report, 'source 1')).toMatchObject({
        status: 'unverifiable',
        reason: expect.stringMatching(/^decompression had to end: .*; what stands behind that was not read/),
      });
    }
  });
});

describe('what is checked as a pack', () => {
  const trailMember = { name: 'one.ndjson', content: whole };
  const going = new AbortController().signal;
  it.each([
    ['has nothing but a seal', [{ name: 'x/seal/tagmanifest.sig', content: '' }], true],
    ['has an index beside a trail', [trailMember, { name: 'data/entries.index.jsonl', content: '' }], true],
    ['has the folder of a pack', [{ name: 'AB-12_pack-0001/other.txt', content: '' }], true],
    ['is a bag of exports', [trailMember, { name: 'x/bagit.txt', content: '' }], false],
    ['has no member at all', [], true],
    ['holds exports alone', [trailMember, readme, { name: 'SHA256SUMS', content: '' }], false],
  ])('%s: %s', async (_, members, expected) => {
    expect(await isMeantAsPack(zipped(...members), going)).toBe(expected);
  });

  it('is also a zip that cannot be read', async () => {
    const zip = makeZip([trailMember]);
    expect(await isMeantAsPack(written('cut.zip', zip.subarray(0, -10)), going)).toBe(true);
  });
  it('is told by the first mark, whatever the directory holds behind it', async () => {
    const zip = makeZip([{ name: 'AB-12_pack-0001/bagit.txt', content: '' }, trailMember]);
    const second = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    zip.write('XX', second, 'latin1');
    expect(await isMeantAsPack(written('damaged.zip', zip), going)).toBe(true);
  });

  it('ends where nobody wants to know any more', async () => {
    const path = zipped(trailMember, readme);
    await expect(isMeantAsPack(path, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
