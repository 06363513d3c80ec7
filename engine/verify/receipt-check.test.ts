import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { toBase64 } from '../../shared/bytes/encoding.ts';
import { entryLeaf } from '../../shared/proof/leaves.ts';
import { treeRoot } from '../../shared/proof/merkle.ts';
import { parseReceipts } from '../../shared/seal/receipt.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import { Salts } from '../case/salts.ts';
import { issueReceipts } from '../checkpoint/issue.ts';
import { readReceipts } from '../checkpoint/read-receipts.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { generateKey } from '../keys/generate-key.ts';
import { loadKnownSigners, publicKeysOf } from '../keys/known-signers.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import {
  importFiles,
  ndjson,
  statusOf,
  tamper,
  temporaryFolder,
  trail,
  write,
} from './testing/chained-case.ts';
import { verifyCase } from './verify-case.ts';

const passphrase = 'correct horse';

interface Setting {
  readonly folder: string;
  readonly caseFile: string;
}

async function setting(count = 12): Promise<Setting> {
  const folder = temporaryFolder();
  const caseFile = join(folder, 'a.casebound');
  await importFiles(caseFile, [write(folder, 'a.ndjson', ndjson(trail(count)))]);
  return { folder, caseFile };
}

async function issue(
  { folder, caseFile }: Setting,
  name: string,
  { key, source, issuer = true }: { key?: string; source?: number; issuer?: boolean } = {},
) {
  const out = join(folder, name);
  const db = openWritable(caseFile);
  try {
    const request = { source, key, passphrase, out };
    await issueReceipts(db, request, issuer ? { db, actor: 'Tester' } : null, unwatched);
    return out;
  } finally {
    closeWritable(db);
  }
}

async function held(caseFile: string, receipt: string, trusted: readonly Uint8Array[] = []) {
  const db = openReadable(caseFile);
  try {
    const options = { partial: false, receipts: readReceipts(receipt), trusted };
    return await verifyCase(db, caseFile, options, unwatched, new StopFlag());
  } finally {
    db.close();
  }
}

const subject = 'receipt of source 1';
const answers = (report: Awaited<ReturnType<typeof held>>, of = subject) =>
  Object.fromEntries(
    ['signature', 'head', 'tail', 'storage'].map((axis) => [axis, statusOf(report, axis, of)]),
  );
const codes = (report: Awaited<ReturnType<typeof held>>) =>
  report.findings.filter((finding) => finding.subject === subject).map(({ code }) => code);

function edited(path: string, out: string, change: (text: string) => string): string {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(out, after);
  return out;
}

describe('a receipt', () => {
  test('holds against the case that it is of, and says of itself what it is', async () => {
    const here = await setting();
    const report = await held(here.caseFile, await issue(here, 'r.txt'));
    expect(answers(report)).toEqual({ signature: 'absent', head: 'pass', tail: 'pass', storage: 'pass' });
    expect(report.ok).toBe(true);
    // What the chain itself cannot show, it still cannot.
    expect(statusOf(report, 'tail')).toBe('unverifiable');
    expect(statusOf(report, 'signature', 'case')).toBeUndefined();
  });

  test('is told of in custody, with its hash and its signer; not where the case is left alone', async () => {
    const here = await setting();
    const { path: key, publicKey } = generateKey({ out: join(here.folder, 'k'), passphrase });
    await issue(here, 'quiet.txt', { issuer: false });
    await issue(here, 'told.txt', { key });
    const db = openReadable(here.caseFile);
    const told = [...custodyEvents(db)].filter(({ action }) => action === 'export');
    db.close();
    expect(told).toMatchObject([
      {
        actor: 'Tester',
        details: { what: 'checkpoint', sources: [1], signedBy: publicKey.replace(/ casebound$/, '') },
      },
    ]);
    expect((await held(here.caseFile, join(here.folder, 'told.txt'))).ok).toBe(true);
  });

  test('never replaces a file, and leaves neither file nor event behind where it cannot be written', async () => {
    const here = await setting();
    write(here.folder, 'taken.txt', 'mine');
    await expect(issue(here, 'taken.txt')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(join(here.folder, 'taken.txt'), 'utf8')).toBe('mine');
    await expect(issue(here, 'no/such/r.txt')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(issue(here, 'r.txt', { source: 7 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(issue(here, 'r.txt', { key: join(here.folder, 'none') })).rejects.toMatchObject({
      code: 'KEY_UNAVAILABLE',
    });
    const db = openReadable(here.caseFile);
    expect([...custodyEvents(db)].map(({ action }) => action)).toEqual(['create', 'import']);
    db.close();
  });

  test('of all sources holds one for each, and goes on holding when the case grows', async () => {
    const here = await setting();
    await importFiles(here.caseFile, [write(here.folder, 'b.ndjson', ndjson(trail(15)))]);
    const out = await issue(here, 'both.txt');
    expect(parseReceipts(readFileSync(out, 'utf8'))).toHaveLength(2);
    await importFiles(here.caseFile, [write(here.folder, 'c.ndjson', ndjson(trail(20)))]);
    const report = await held(here.caseFile, out);
    expect(answers(report, 'receipt of source 2')).toMatchObject({ storage: 'pass', tail: 'pass' });
    expect(answers(report)).toMatchObject({ storage: 'pass' });
    expect(report.ok).toBe(true);
  });
});

describe('the signature of a receipt', () => {
  let here: Setting;
  let key: string;
  const signed = async () => {
    here = await setting();
    key = generateKey({ out: join(here.folder, 'k'), passphrase }).path;
    return issue(here, 'r.txt', { key });
  };
  const reason = (report: Awaited<ReturnType<typeof held>>) =>
    report.axes.find((each) => each.axis === 'signature' && each.subject === subject)?.reason;

  test('passes under a known key', async () => {
    const receipt = await signed();
    const report = await held(here.caseFile, receipt, publicKeysOf(loadKnownSigners(`${key}.pub`)));
    expect(answers(report)).toMatchObject({ signature: 'pass' });
    expect(reason(report)).toMatch(/is a known signer/);
  });

  test('passes under the key that custody names, and is said to be by no known signer', async () => {
    const receipt = await signed();
    const report = await held(here.caseFile, receipt);
    expect(answers(report)).toMatchObject({ signature: 'pass', storage: 'pass' });
    expect(reason(report)).toMatch(/not among known signers/);
  });

  test('is unverifiable under a key that nobody has: a note does not hold it', async () => {
    here = await setting();
    key = generateKey({ out: join(here.folder, 'k'), passphrase }).path;
    const receipt = await issue(here, 'r.txt', { key, issuer: false });
    const report = await held(here.caseFile, receipt);
    expect(answers(report)).toMatchObject({ signature: 'unverifiable', storage: 'pass' });
    expect(report.ok).toBe(true);
  });

  test('fails where the receipt was changed, and the case is not blamed for it', async () => {
    const receipt = await signed();
    const changed = edited(receipt, join(here.folder, 'changed.txt'), (text) =>
      text.replace('\n12\n', '\n11\n'),
    );
    const report = await held(here.caseFile, changed);
    expect(answers(report)).toEqual({
      signature: 'fail',
      head: 'unverifiable',
      tail: 'unverifiable',
      storage: 'unverifiable',
    });
    expect(codes(report)).toEqual(['CHECKPOINT_SIGNATURE']);
    expect(report.ok).toBe(false);
  });
});

describe('a case that is another than its receipt says', () => {
  test('is rewritten: the records are others', async () => {
    const here = await setting();
    const receipt = await issue(here, 'r.txt');
    const other = edited(receipt, join(here.folder, 'other.txt'), (text) => {
      const lines = text.split('\n');
      lines[2] = toBase64(new Uint8Array(32).fill(7));
      return lines.join('\n');
    });
    const report = await held(here.caseFile, other);
    expect(answers(report)).toMatchObject({ head: 'unverifiable', tail: 'unverifiable', storage: 'fail' });
    expect(codes(report)).toEqual(['CHECKPOINT_REWRITTEN']);
    expect(report.findings[0]?.expected).not.toBe(report.findings[0]?.actual);
    expect(report.ok).toBe(false);
  });

  test('is rewritten outside of its records: another file hash', async () => {
    const here = await setting();
    const other = edited(await issue(here, 'r.txt'), join(here.folder, 'other.txt'), (text) =>
      text.replace(/file-sha256 ..../, 'file-sha256 0123'),
    );
    const report = await held(here.caseFile, other);
    expect(answers(report)).toMatchObject({ head: 'pass', tail: 'pass', storage: 'fail' });
    expect(report.findings.find((finding) => finding.subject === subject)?.message).toMatch(/file hash/);
  });

  test('is grown: the first records are those of the receipt, and others follow', async () => {
    const here = await setting();
    const db = openReadable(here.caseFile);
    const { secret } = db.prepare<[], { secret: Buffer }>('SELECT secret FROM source').get() as {
      secret: Buffer;
    };
    const contents = db.prepare<[], Buffer>('SELECT content FROM entry_row ORDER BY id').pluck().all();
    db.close();
    const salts = new Salts(secret, 'entry');
    const root = treeRoot(
      nodeDigest,
      contents.slice(0, 9).map((each, n) => entryLeaf(nodeDigest, salts.at(n), each)),
    );
    const earlier = edited(await issue(here, 'r.txt'), join(here.folder, 'earlier.txt'), (text) => {
      const lines = text.split('\n');
      lines[1] = '9';
      lines[2] = toBase64(root);
      return lines.join('\n');
    });
    const report = await held(here.caseFile, earlier);
    expect(answers(report)).toMatchObject({ head: 'pass', tail: 'fail', storage: 'fail' });
    expect(codes(report)).toEqual(['CHECKPOINT_GROWN']);
  });

  test('is not grown, but rewritten, where the first records are others', async () => {
    const here = await setting();
    const earlier = edited(await issue(here, 'r.txt'), join(here.folder, 'earlier.txt'), (text) =>
      text.replace('\n12\n', '\n9\n'),
    );
    const report = await held(here.caseFile, earlier);
    expect(answers(report)).toMatchObject({ head: 'unverifiable', storage: 'fail' });
    expect(report.axes.find((each) => each.subject === subject && each.axis === 'storage')?.reason).toMatch(
      /^rewritten/,
    );
  });

  test('is cut: records are fewer, and where is not claimed to be known', async () => {
    const here = await setting();
    const longer = edited(await issue(here, 'r.txt'), join(here.folder, 'longer.txt'), (text) =>
      text.replace('\n12\n', '\n13\n'),
    );
    const report = await held(here.caseFile, longer);
    expect(answers(report)).toMatchObject({ head: 'unverifiable', tail: 'unverifiable', storage: 'fail' });
    expect(codes(report)).toEqual(['CHECKPOINT_CUT']);
  });

  test('lacks the source altogether', async () => {
    const here = await setting();
    const missing = edited(await issue(here, 'r.txt'), join(here.folder, 'missing.txt'), (text) =>
      text.replaceAll('/source/1', '/source/5'),
    );
    const report = await held(here.caseFile, missing);
    expect(answers(report, 'receipt of source 5')).toMatchObject({ tail: 'unverifiable', storage: 'fail' });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'CHECKPOINT_SOURCE', subject: 'receipt of source 5' }),
    );
  });

  test('was made anew so that it holds in itself: only the receipt tells', async () => {
    const here = await setting();
    const receipt = await issue(here, 'r.txt');
    const forged = join(here.folder, 'forged.casebound');
    await importFiles(forged, [write(here.folder, 'f.ndjson', ndjson(trail(11)))]);
    const original = new Database(here.caseFile, { readonly: true });
    const uuid = original.prepare<[], string>('SELECT uuid FROM case_info').pluck().get();
    original.close();
    tamper(forged, (db) => db.prepare('UPDATE case_info SET uuid = ?').run(uuid));
    const report = await held(forged, receipt);
    expect(answers(report)).toMatchObject({ storage: 'fail' });
    expect(codes(report)).toContain('CHECKPOINT_CUT');
  });

  test('can be read only in part: nothing is claimed', async () => {
    const here = await setting();
    const receipt = await issue(here, 'r.txt');
    tamper(here.caseFile, (db) => db.prepare('UPDATE chunk SET data = zeroblob(length(data))').run());
    const report = await held(here.caseFile, receipt);
    expect(answers(report)).toMatchObject({
      head: 'unverifiable',
      tail: 'unverifiable',
      storage: 'unverifiable',
    });
    expect(statusOf(report, 'storage')).toBe('fail');
  });
});

describe('what is no receipt of this case', () => {
  test.each([
    [
      'of another case',
      (text: string) => text.replaceAll(/casebound\/.{8}/g, 'casebound/00000000'),
      /another case/,
    ],
    ['with carriage returns', (text: string) => text.replaceAll('\n', '\r\n'), /carriage returns/],
    ['of one source twice', (text: string) => `${text}\n${text}`, /two receipts/],
    ['empty', () => '', /is empty/],
    ['a JSON document', () => '{"a":1}\n', /is no receipt/],
  ])('is refused: %s', async (_, change, words) => {
    const here = await setting(3);
    const changed = edited(await issue(here, 'r.txt'), join(here.folder, 'c.txt'), change);
    await expect(held(here.caseFile, changed)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(words),
    });
  });

  test('is refused: bytes that are no UTF-8, a folder, nothing', async () => {
    const here = await setting(3);
    const bytes = write(here.folder, 'b.txt', Uint8Array.of(0xff, 0xfe, 0x0a));
    await expect(held(here.caseFile, bytes)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(held(here.caseFile, here.folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(held(here.caseFile, join(here.folder, 'none'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
