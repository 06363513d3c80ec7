import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { sourceChunks } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import {
  failing,
  impliedTrail,
  importFiles,
  ndjson,
  statusOf,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from '../testing/chained-case.ts';

/** Files as one case, the second of which is damaged in it. */
async function caseOf(
  files: readonly string[],
  damage: (text: string) => string = (text) => text,
): Promise<VerifyReport> {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  await importFiles(
    path,
    files.map((content, n) => write(folder, `${n}.ndjson`, content)),
  );
  tamper(path, (db) => {
    const text = Buffer.concat([...sourceChunks(db as unknown as ReadableDb, 2)]).toString();
    const other = Buffer.from(damage(text));
    if (damage(text) === text) return;
    const update = "UPDATE chunk SET length = ?, encoding = 'stored', data = ? WHERE source = 2";
    db.prepare(update).run(text.length, other);
  });
  return verified(path);
}

const bothKinds = [
  ['that do not state what is before them', impliedTrail(30)],
  ['that state what is before them', trail(30)],
] as const;

describe.each(bothKinds)('a chain of entries %s', (_, entries) => {
  const islands = ndjson([...entries.slice(0, 10), ...entries.slice(20)]);
  const last = entries[19]?.['entry_hash'] as string;
  const others: readonly (readonly [name: string, entries: readonly object[]])[] = [
    ['the rest of it', entries.slice(10, 20)],
    ['some of the rest, of which nothing recomputes alone', [19, 10].map((n) => entries[n] as object)],
    ['a copy that overlaps it', entries.slice(0, 25)],
    ['a copy that overlaps it, newest first', entries.slice(0, 25).toReversed()],
  ];
  const damages: readonly (readonly [name: string, damage: (text: string) => string])[] = [
    ['a hash changed', (text) => text.replace(last, 'ab'.repeat(32))],
    ['every mention of a hash changed', (text) => text.replaceAll(last, 'ab'.repeat(32))],
    ['an entry that cannot be read', (text) => text.replace('"log_id":"log_19"', '"log_id":"log_19')],
    [
      'blanks in place of an entry',
      (text) => text.replace(/\{"log_id":"log_19".*\n/, (line) => ' '.repeat(line.length)),
    ],
    ['nothing but blanks', (text) => ' '.repeat(text.length)],
    ['its end missing', (text) => text.slice(0, text.length >> 1)],
  ];

  it.each(others)('is whole beside %s', async (name, beside) => {
    for (const report of [await caseOf([islands, ndjson(beside)])]) {
      expect(failing(report)).toEqual([]);
      if (!name.startsWith('some')) expect(statusOf(report, 'linkage')).toBe('pass');
      expect(statusOf(report, 'content')).toBe('pass');
    }
  });

  it.each([
    ...damages.map((damage) => [...damage, others[0]?.[1] ?? []] as const),
    ...damages.slice(1, 3).map((damage) => [...damage, others[1]?.[1] ?? []] as const),
    ...damages.slice(1, 2).map((damage) => [...damage, others[2]?.[1] ?? []] as const),
  ])('is never called broken for damage to another source: %s', async (_, damage, beside) => {
    const report = await caseOf([islands, ndjson(beside)], damage);
    expect(failing(report)).toEqual(['storage source 2']);
    const codes = report.findings.map(({ code }) => code);
    expect(codes).not.toContain('CHAIN_FORK');
    expect(codes).not.toContain('CHAIN_BREAK');
  });

  it('that lacks entries is broken all the same where nothing is damaged', async () => {
    const report = await caseOf([islands, ndjson(entries.slice(10, 19))]);
    expect(failing(report)).toEqual([
      entries[0] && 'prev_hash' in entries[0] ? 'linkage source 1' : 'content source 1',
    ]);
  });
});
