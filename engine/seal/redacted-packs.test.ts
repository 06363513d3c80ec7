import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Redaction } from '../../shared/contract/redaction.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnyIndexLine, PackSources, ProofLine } from '../../shared/pack/lines.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { checkPackFile } from './check-file.ts';
import { failing } from './testing/checked.ts';
import { filesOf, fixManifests, zipOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';
import { unpack } from './testing/unpack.ts';

const secret = 'Übermüdet said "Jane <Roe>" & left';
const author = 'Reviewer';
const checker = join(import.meta.dirname, 'checkers/verify.py');
let small: SmallCase;

beforeAll(async () => {
  const lines = Array.from({ length: 12 }, (_, i) =>
    trailLine({
      id: `log_${i}`,
      claim: i % 2 === 0 ? 'CLM-A' : `CLM-${i}`,
      note: i === 4 ? secret : `note number ${i}`,
      verdict: i === 6 ? 'privileged_by_counsel' : 'authentic',
      minute: i,
    }),
  );
  small = await SmallCase.make('Redacted', [lines, lines.slice(3, 6)]);
  const rows = `log_id,timestamp,image_id,verdict,context,remark\nrow_0,2025-11-04T15:00:00.000Z,img_1,authentic,"{""case_id"":""CLM-A""}","${secret.replaceAll('"', '""')}"\n`;
  await small.importFile('rows;"=1+1;.csv', Buffer.from(rows));
  const wide = `\ufeff${trailLine({ id: 'log_wide', claim: 'CLM-A', note: secret })}\n`;
  await small.importFile('wide.ndjson', Buffer.from(wide, 'utf16le'));
  addAnnotation(small.db, {
    on: { entryId: 'log_4' },
    mark: { note: `it says ${secret.toUpperCase()}` },
    author,
  });
  addAnnotation(small.db, { on: { entryId: 'log_4' }, mark: { tag: 'hot' }, author });
  addAnnotation(small.db, { on: { entryId: 'log_6' }, mark: { note: 'only on what is withheld' }, author });
  addAnnotation(small.db, { on: { query: 'case_id:CLM-A' }, mark: { tag: 'claim' }, author });
}, 120_000);
afterAll(() => small.remove());

const masking: Redaction = [{ kind: 'mask', fields: ['note'], reason: 'third party' }];
const withholding: Redaction = [
  { kind: 'withhold', query: 'verdict:privileged_by_counsel', basis: 'work product', reason: 'by counsel' },
];

/** Every file of a bag, by its path, and every part of the workbook in it. */
async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const found = new Map<string, Buffer>(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
  const workbook = await filesOf(readFileSync(join(folder, paths.spreadsheet)));
  for (const [path, bytes] of workbook.files) found.set(`${paths.spreadsheet}/${path}`, bytes);
  return found;
}

function indexOf(folder: string): AnyIndexLine[] {
  return readFileSync(join(folder, paths.index), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AnyIndexLine);
}

/** The spellings that a text has in the files of a pack. */
function spellings(text: string): Buffer[] {
  const json = JSON.stringify(text).slice(1, -1);
  const html = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const csv = text.replaceAll('"', '""');
  const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [text, json, html, csv, xml, text.toUpperCase()].flatMap((each) => [
    Buffer.from(each),
    Buffer.from(each, 'utf16le'),
    Buffer.from(each, 'utf16le').swap16(),
  ]);
}

describe('a pack with masked fields', () => {
  test('holds, proves its completeness, and says what stays back', async () => {
    const { pack, verification } = await small.seal({ caseId: 'CLM-A' }, { redaction: masking });
    const report = await checkPackFile(pack);
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    expect(verification.ok).toBe(true);
    expect(execFileSync('python3', [checker, pack]).toString()).toContain(
      'Nothing fails of what this program checks',
    );
    // The row of a source whose name, split at semicolons, would be a formula.
    const folder = unpack(pack);
    expect(readFileSync(join(folder, paths.privilegeLog), 'utf8')).toContain(`,"rows;'""=1+1;.csv",`);
    const reason = report.axes.find(({ axis }) => axis === 'completeness')?.reason;
    expect(reason).toContain('0 of them withheld and 9 masked');
    const lines = indexOf(folder);
    expect(lines).toHaveLength(9);
    expect(lines.filter((line) => 'masked' in line)).toHaveLength(9);
    expect(lines.every((line) => !('masked' in line && ('content' in line || 'salt' in line)))).toBe(true);
  });

  test('shows masked copies that are the entries but for the values', async () => {
    const folder = unpack((await small.seal({ caseId: 'CLM-A' }, { redaction: masking })).pack);
    const entries = readFileSync(join(folder, paths.entries), 'utf8').trimEnd().split('\n');
    const third = trailLine({ id: 'log_4', claim: 'CLM-A', note: '[masked]', minute: 4 });
    expect(entries).toContain(third);
    expect(readFileSync(join(folder, 'data/entries-from-csv.csv'), 'utf8')).toContain('[masked]');
    const log = readFileSync(join(folder, paths.privilegeLog), 'utf8');
    expect(log).toContain('masked,/result/reviewer_note,1,,third party');
  });

  test('says what is masked nowhere, in no spelling, in none of its files', async () => {
    const { pack } = await small.seal({ caseId: 'CLM-A' }, { redaction: masking });
    const open = await filesIn(unpack((await small.seal({ caseId: 'CLM-A' })).pack));
    const found = (files: Map<string, Buffer>, text: string) =>
      [...files]
        .filter(([, bytes]) => spellings(text).some((each) => bytes.includes(each)))
        .map(([path]) => path);
    // The same search finds it in the pack that hides nothing.
    expect(found(open, secret).length).toBeGreaterThan(5);
    const files = await filesIn(unpack(pack));
    expect(found(files, secret)).toEqual([]);
    expect(found(files, 'note number 2')).toEqual([]);
    for (const spelling of spellings(secret)) expect(readFileSync(pack).includes(spelling)).toBe(false);
    // Neither what a guess could be held against: content hashes and salts of masked entries.
    const whole = indexOf(unpack((await small.seal({ caseId: 'CLM-A' })).pack));
    const masked = (files.get(paths.index)?.toString() ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AnyIndexLine);
    for (const [n, line] of masked.entries()) {
      const { content, salt } = whole[n] as { content: string; salt: string };
      if (!('masked' in line)) continue;
      expect(found(files, content)).toEqual([]);
      expect(found(files, salt)).toEqual([]);
    }
    const annotations = files.get(paths.annotations)?.toString() ?? '';
    expect(annotations.match(/"action":"tag"/g)).toHaveLength(2);
    expect(annotations).not.toContain('it says');
    const targets = files.get(paths.annotationTargets)?.toString() ?? '';
    expect(targets).not.toContain('"salt"');
  });

  test('tells on the page in which order masked entries were, unless their times are masked', async () => {
    const order = async (fields: string[]) => {
      const redaction: Redaction = [{ kind: 'mask', fields, reason: 'r' }];
      const scope = { query: 'entry_id:log_8 OR entry_id:log_2' };
      const page = readFileSync(
        join(unpack((await small.seal(scope, { redaction })).pack), paths.page),
        'utf8',
      );
      return [page.indexOf('14:02:00'), page.indexOf('14:08:00')];
    };
    const [first = 0, second = 0] = await order(['note']);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(await order(['time', 'logged_at'])).toEqual([-1, -1]);
  });

  test('gives no places of neighbours, between which a length could be told', async () => {
    const lines = indexOf(unpack((await small.seal({ caseId: 'CLM-A' }, { redaction: masking })).pack));
    const bySource = Map.groupBy(lines, ({ source }) => source);
    for (const of of bySource.values()) {
      if (of.some((line) => 'masked' in line)) expect(of.some((line) => 'sourceOffset' in line)).toBe(false);
    }
  });

  test('masks in the entries that match alone, by path too', async () => {
    const redaction: Redaction = [
      { kind: 'mask', fields: ['result.confidence'], query: 'entry_id:log_4', reason: 'r' },
    ];
    const lines = indexOf(unpack((await small.seal({ caseId: 'CLM-A' }, { redaction })).pack));
    expect(lines.filter((line) => 'masked' in line).map((line) => 'masked' in line && line.masked)).toEqual([
      ['/result/confidence'],
      ['/result/confidence'],
    ]);
  });
});

describe('a pack with several rules', () => {
  const rules: Redaction = [
    { kind: 'mask', fields: ['note'], entryIds: ['log_4', 'log_8'], basis: 'GDPR', reason: 'names' },
    { kind: 'withhold', query: 'verdict:privileged_by_counsel', basis: 'work product', reason: 'counsel' },
    { kind: 'mask', fields: ['request_id', 'confidence'], query: 'entry_id:log_4,log_6', reason: 'secret' },
    { kind: 'withhold', entryIds: ['log_6', 'log_10'], reason: 'not relevant' },
    { kind: 'mask', fields: ['/result/reviewer_note'], query: 'entry_id:log_6', reason: 'shadowed' },
  ];

  test('says nowhere what any of them keeps back; withholding wins, masks unite their fields', async () => {
    const { pack } = await small.seal({ caseId: 'CLM-A' }, { redaction: rules });
    const report = await checkPackFile(pack);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    const folder = unpack(pack);
    const lines = indexOf(folder);
    const kept = lines.map((line) => ('masked' in line ? line.masked.join(' ') : 'withheld' in line));
    expect(kept.slice(0, 6)).toEqual([
      ...[false, false, '/request_id /result/confidence /result/reviewer_note'],
      ...[true, '/result/reviewer_note', true],
    ]);
    const files = await filesIn(folder);
    const open = await filesIn(unpack((await small.seal({ caseId: 'CLM-A' })).pack));
    const found = (among: Map<string, Buffer>, text: string) =>
      [...among].filter(([, bytes]) => spellings(text).some((each) => bytes.includes(each)));
    for (const text of ['note number 8', 'det_log_4', 'log_6', 'log_10', 'note number 10', 'by_counsel'])
      expect([found(open, text).length > 0, found(files, text).map(([path]) => path)], text).toEqual([
        true,
        [],
      ]);
  });

  test('lists each record with the rules that hold, their bases and reasons', async () => {
    const { pack } = await small.seal({ caseId: 'CLM-A' }, { redaction: rules });
    const log = readFileSync(join(unpack(pack), paths.privilegeLog), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(log.slice(0, 5).map((line) => line.split(',').slice(4).join(','))).toEqual([
      'ordinal,withheld_or_masked,fields,rule,basis,reason',
      '4,masked,/request_id /result/confidence /result/reviewer_note,1; 3,GDPR,names; secret',
      '6,withheld,,2; 4,work product,counsel; not relevant',
      '8,masked,/result/reviewer_note,1,GDPR,names',
      '10,withheld,,4,,not relevant',
    ]);
    const event = small.db
      .prepare<[], string>("SELECT details FROM custody WHERE action = 'seal' ORDER BY seq DESC")
      .pluck()
      .get();
    const { redactions } = JSON.parse(event ?? '') as { redactions: { records: number }[] };
    expect(redactions.map(({ records }) => records)).toEqual([3, 1, 2, 2, 0]);
  });

  test('is disclosed by a later pack, in full', async () => {
    const proofs = async (redaction: Redaction) =>
      readFileSync(
        join(unpack((await small.seal({ caseId: 'CLM-A' }, { redaction })).pack), paths.proofs),
        'utf8',
      );
    expect(await proofs([])).toBe(await proofs(rules));
  });

  test('is refused for the rule that touches nothing', async () => {
    const wrong: Redaction = [...rules, { kind: 'mask', fields: ['nowhere'], reason: 'r' }];
    await expect(small.seal({ caseId: 'CLM-A' }, { redaction: wrong })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'redaction.5.fields' },
    });
    const elsewhere: Redaction = [{ kind: 'withhold', entryIds: ['log_5'], reason: 'r' }];
    await expect(small.seal({ caseId: 'CLM-A' }, { redaction: elsewhere })).rejects.toMatchObject({
      details: { field: 'redaction.0.entries' },
    });
  });
});

describe('a pack with withheld entries', () => {
  test('holds, counts them in its proofs, and has nothing else of them', async () => {
    const { pack, entries } = await small.seal({ caseId: 'CLM-A' }, { redaction: withholding });
    const report = await checkPackFile(pack);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.axes.find(({ axis }) => axis === 'completeness')).toMatchObject({
      status: 'pass',
      reason: expect.stringContaining('1 of them withheld and 0 masked'),
    });
    expect(entries).toBe(7);
    expect(execFileSync('python3', [checker, pack]).toString()).toContain(
      'Nothing fails of what this program checks',
    );
    const folder = unpack(pack);
    expect(indexOf(folder).filter((line) => 'withheld' in line)).toEqual([
      { n: 3, source: 1, ordinal: 6, withheld: true },
    ]);
    const files = await filesIn(folder);
    for (const text of ['log_6', 'privileged_by_counsel', 'note number 6', 'only on what is withheld']) {
      const found = [...files].filter(([, bytes]) => spellings(text).some((each) => bytes.includes(each)));
      expect(
        found.map(([path]) => path),
        text,
      ).toEqual([]);
    }
    expect(files.get(paths.privilegeLog)?.toString()).toContain(
      '1,trail-1.ndjson,6,withheld,,1,work product,by counsel',
    );
  });

  test.each([
    ['log_0', [null, '2025-11-04T14:03:00.000Z']],
    ['log_4', ['2025-11-04T14:00:00.000Z', '2025-11-04T14:03:00.000Z']],
  ])('tells no period that begins with a time of theirs: %s', async (id, begun) => {
    const redaction: Redaction = [{ kind: 'withhold', query: `entry_id:${id}`, reason: 'by counsel' }];
    const folder = unpack((await small.seal({ caseId: 'CLM-A' }, { redaction })).pack);
    const { sources } = JSON.parse(readFileSync(join(folder, paths.sources), 'utf8')) as PackSources;
    expect(sources.slice(0, 2).map(({ period }) => period?.from ?? null)).toEqual(begun);
  });

  test('and masked ones at once; custody tells the reasons and not the query', async () => {
    const redaction = [...withholding, ...masking];
    await small.seal({ caseId: 'CLM-A' }, { redaction });
    const event = small.db
      .prepare<[], string>("SELECT details FROM custody WHERE action = 'seal' ORDER BY seq DESC")
      .pluck()
      .get();
    expect(JSON.parse(event ?? '')).toMatchObject({
      withheld: 1,
      masked: 8,
      redactions: [
        { kind: 'withhold', basis: 'work product', reason: 'by counsel', records: 1 },
        { kind: 'mask', fields: ['note'], reason: 'third party', records: 8 },
      ],
    });
    expect(event).not.toContain('privileged_by_counsel');
  });
});

test('whether entries were left out is not asked of where a proof says that one stands', async () => {
  const { pack } = await small.seal({ caseId: 'CLM-A' }, { redaction: withholding });
  const { name, files } = await filesOf(readFileSync(pack));
  const proofs = files.get(paths.proofs)?.toString().split('\n') ?? [];
  const of = proofs.findIndex((line) => line.startsWith('{"source":1,"ordinal":6,'));
  const elsewhere = proofs.with(of, (proofs[of] as string).replace('"ordinal":6,', '"ordinal":7,'));
  files.set(paths.proofs, Buffer.from(elsewhere.join('\n')));
  fixManifests(files);
  const forged = join(small.folder, 'elsewhere.zip');
  writeFileSync(forged, zipOf(name, files));
  expect(failing(await checkPackFile(forged))).toEqual([
    'signature pack',
    'signature certificate',
    'time pack',
    'storage source 1',
  ]);
  expect(failingByProgram(forged)).toEqual(['signature', 'storage', 'time']);
});

test('what stayed back verifies in full once it is disclosed by a later pack, against the proofs of the earlier', async () => {
  const redaction = [...withholding, ...masking];
  const earlier = unpack((await small.seal({ caseId: 'CLM-A' }, { redaction })).pack);
  const { pack } = await small.seal({ caseId: 'CLM-A' });
  expect((await checkPackFile(pack)).ok).toBe(true);
  const later = unpack(pack);
  const proofs = (folder: string) => readFileSync(join(folder, paths.proofs), 'utf8');
  expect(proofs(later)).toBe(proofs(earlier));
  const leaves = proofs(earlier)
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as ProofLine).leaf);
  const digests = indexOf(later).map((line) =>
    'content' in line
      ? nodeDigest.sha256(Buffer.from(`00${line.salt}${line.content}`, 'hex'))
      : Buffer.alloc(0),
  );
  expect(digests.map((digest) => Buffer.from(digest).toString('hex'))).toEqual(leaves);
});

describe('is refused before anything is written:', () => {
  const refused = (scope: Parameters<SmallCase['seal']>[0], redaction: Redaction, words: RegExp) =>
    expect(small.seal(scope, { redaction })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(words),
    });

  test('what touches nothing, or everything', async () => {
    await refused(
      { caseId: 'CLM-A' },
      [{ kind: 'withhold', query: 'verdict:none', reason: 'r' }],
      /no entry of the pack/,
    );
    await refused(
      { caseId: 'CLM-A' },
      [{ kind: 'withhold', query: 'case_id:*', reason: 'r' }],
      /everything would be/,
    );
    await refused(
      { caseId: 'CLM-A' },
      [{ kind: 'mask', fields: ['note', '/no/such'], reason: 'r' }],
      /value at \/no\/such/,
    );
    await refused({ caseId: 'CLM-A' }, [{ kind: 'mask', fields: ['a..b'], reason: 'r' }], /not a field/);
  });

  test('a scope or a reason that says what is masked', async () => {
    await refused(
      { caseId: 'CLM-A' },
      [{ kind: 'mask', fields: ['case_id'], reason: 'r' }],
      /what the pack is made for/,
    );
    await refused(
      { query: 'note:übermüdet' },
      [{ kind: 'mask', fields: ['note'], reason: secret }],
      /the reason/,
    );
  });
});

test('records are numbered, on from pack to pack, each number once', async () => {
  const bates = (folder: string) => indexOf(folder).map((line) => line.bates);
  const first = unpack(
    (await small.seal({ imageId: 'img_1' }, { bates: { prefix: 'MER', start: 41 } })).pack,
  );
  expect(bates(first)[0]).toBe('MER000041');
  const count = bates(first).length;
  const second = unpack((await small.seal({ caseId: 'CLM-A' }, { bates: { prefix: 'MER' } })).pack);
  expect(bates(second)[0]).toBe(`MER${String(41 + count).padStart(6, '0')}`);
  await expect(small.seal({ caseId: 'CLM-A' }, { bates: { prefix: 'MER', start: 50 } })).rejects.toThrow(
    /given once/,
  );
  const event = small.db
    .prepare<[], string>("SELECT details FROM custody WHERE action = 'seal' ORDER BY seq DESC")
    .pluck()
    .get();
  expect(JSON.parse(event ?? '').bates.first).toBe(bates(second)[0]);
});
