import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import {
  type ChainedEntry,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verifiedBothWays,
  verifiedExport,
  verifiedKeeping,
  write,
} from '../testing/chained-case.ts';

const entries = trail(30);
const line = (n: number) => JSON.stringify(entries[n]);
const torn = line(19).slice(0, -80);
const islands = ndjson([...entries.slice(0, 19), ...entries.slice(20)]);
const inPlace = 'where quarantined bytes stand in its place';
const atEnd = 'which ends there in quarantined bytes';

type Content = string | Uint8Array;

/** The same of a case, of a case that is gone on with, and of a folder of exports. */
async function allOf(...contents: readonly Content[]): Promise<VerifyReport[]> {
  const files = contents.map((content, n) => [`${n}.json`, content] as const);
  const { asCase, asExport } = await verifiedBothWays(files);
  const folder = temporaryFolder();
  const paths = files.map(([name, content]) => write(folder, name, content));
  const beside = temporaryFolder();
  const path = `${beside}/c.casebound`;
  await importFiles(path, paths.slice(1));
  await verifiedKeeping(path, `${beside}/kept.state`);
  await importFiles(path, paths.slice(0, 1));
  const grown = await verifiedKeeping(path, `${beside}/kept.state`);
  return [asCase, asExport, grown];
}

function linkages({ axes }: VerifyReport): string[] {
  return axes.filter(({ axis }) => axis === 'linkage').map(({ reason }) => reason.replace(/source \d/, 'X'));
}

const asArray = (list: readonly (object | string)[]) =>
  `[${list.map((each) => (typeof each === 'string' ? each : JSON.stringify(each, null, 1))).join(',\n')}]`;
const asDocuments = (list: readonly (object | string)[]) =>
  list.map((each) => (typeof each === 'string' ? each : JSON.stringify(each, null, 1))).join('\n');
const inUtf16 = (list: readonly (object | string)[]) => Buffer.from(`\ufeff${ndjson(list)}`, 'utf16le');
const inPlaceOf19 = (bytes: string) => [...entries.slice(0, 19), bytes, ...entries.slice(20)];

describe('quarantined bytes where an entry is missing', () => {
  it.each<[string, Content]>([
    ['its beginning', ndjson(inPlaceOf19(torn))],
    ['no more than the beginning of its first name', ndjson(inPlaceOf19('{"log'))],
    ['its end', ndjson(inPlaceOf19(line(19).slice(80)))],
    ['all of it with a byte changed', ndjson(inPlaceOf19(line(19).replace('":', '";')))],
    ['in an array', asArray(inPlaceOf19(line(19).replace('"log_19"', '"log_19')))],
    ['in UTF-16', inUtf16(inPlaceOf19(torn))],
    ['with nothing of one beside it', ndjson([...entries.slice(0, 19), 'x', torn, ...entries.slice(20)])],
  ])('may be what remains of it: %s', async (_, content) => {
    const report = await verifiedExport(write(temporaryFolder(), 'a.json', content));
    expect(failing(report)).toEqual([]);
    expect(linkages(report)).toEqual(['2 islands of linked entries: quarantined bytes stand in its place']);
    expect(report.findings).toMatchObject([
      {
        code: 'CHAIN_GAP',
        message: expect.stringContaining('whether others are missing there is not known'),
      },
    ]);
  });

  it.each<[string, Content]>([
    ['a word', ndjson(inPlaceOf19('garbage'))],
    ['zeros as long as it', ndjson(inPlaceOf19('\0'.repeat(line(19).length)))],
    ['a text', ndjson(inPlaceOf19('"deleted"'))],
    ['another value', ndjson(inPlaceOf19('[1, null]'))],
    ['a word in an array', asArray(inPlaceOf19('garbage'))],
    ['a word between documents', asDocuments(inPlaceOf19('garbage'))],
    ['a word in UTF-16', inUtf16(inPlaceOf19('garbage'))],
  ])('are nothing of it, and it is missing: %s', async (_, content) => {
    for (const report of await allOf(content, ndjson(entries.slice(0, 5)))) {
      expect(failing(report).map((each) => each.slice(0, 7))).toEqual(['linkage']);
      expect(report.findings).toMatchObject([
        {
          code: 'CHAIN_GAP',
          expected: entries[19]?.entry_hash,
          message:
            'entries are missing before this one: removed, or never exported; quarantined bytes stand there, but nothing in them is of an entry',
        },
      ]);
    }
  });
});

describe('an entry that stands in a copy as quarantined bytes is not called missing:', () => {
  it.each<[string, string, string]>([
    ['between two', ndjson([...entries.slice(15, 19), torn, ...entries.slice(20, 25)]), inPlace],
    ['where it was cut', ndjson(entries.slice(0, 20)).slice(0, -100), atEnd],
    ['where an array was cut', asArray(entries.slice(0, 20)).slice(0, -100), atEnd],
    ['where it begins', ndjson(entries.slice(19)).slice(100), inPlace],
    ['where it was cut, newest first', ndjson(entries.slice(19).toReversed()).slice(0, -100), inPlace],
    ['where it begins, newest first', ndjson(entries.slice(0, 20).toReversed()).slice(100), atEnd],
  ])('%s', async (_, copy, why) => {
    for (const report of await allOf(islands, copy)) {
      expect(failing(report)).toEqual([]);
      expect(linkages(report)).toContain(
        `2 islands of linked entries: the missing entry may stand in X, ${why}`,
      );
    }
  });

  it.each<[string, string]>([
    ['the copy was cut elsewhere', ndjson(entries.slice(0, 18)).slice(0, -100)],
    ['the copy was cut behind a whole entry', ndjson(entries.slice(0, 19))],
    ['nothing of an entry stands where it was cut', `${ndjson(entries.slice(0, 19))}garbage`],
    ['the copy begins elsewhere', ndjson(entries.slice(20)).slice(100)],
  ])('it is where %s', async (_, copy) => {
    for (const report of await allOf(islands, copy))
      expect(failing(report).map((each) => each.slice(0, 7))).toEqual(['linkage']);
  });

  it('of several that are missing, only the one in whose place they stand', async () => {
    const twice = ndjson([...entries.slice(0, 5), ...entries.slice(6, 19), ...entries.slice(20)]);
    for (const report of await allOf(twice, ndjson(entries.slice(15, 20)).slice(0, -100)))
      expect(failing(report).map((each) => each.slice(0, 7))).toEqual(['linkage']);
  });
});

describe('where entries do not state what is before them', () => {
  let before = '';
  const implied = Array.from({ length: 30 }, (_, n): ChainedEntry => {
    const entry = makeEntry(n);
    before = hash('sha256', `${before}\n${canonicalize(entry)}`);
    return { ...entry, entry_hash: before } as unknown as ChainedEntry;
  });
  const cut = JSON.stringify(implied[19]).slice(0, -80);
  const lacking = ndjson([...implied.slice(0, 19), ...implied.slice(20)]);

  it.each<[string, string]>([
    ['between two', ndjson([...implied.slice(10, 19), cut, ...implied.slice(20, 25)])],
    ['where it begins', ndjson(implied.slice(19)).slice(100)],
  ])(
    'an entry is not called changed behind one that stands in a copy as quarantined bytes: %s',
    async (_, copy) => {
      for (const report of await allOf(lacking, copy)) {
        expect(failing(report)).toEqual([]);
        expect(statusOf(report, 'content')).toBe('unverifiable');
      }
    },
  );

  it('but behind bytes that are nothing of one, and where it was changed beside a copy', async () => {
    const garbage = ndjson([...implied.slice(0, 19), 'garbage', ...implied.slice(20)]);
    const changed = { ...(implied[20] as ChainedEntry), action_recorded: 'approved' };
    const edited = ndjson([...implied.slice(0, 20), changed, ...implied.slice(21)]);
    const copy = ndjson([...implied.slice(10, 19), cut, ...implied.slice(20, 25)]);
    for (const contents of [
      [garbage, ndjson(implied.slice(0, 5))],
      [edited, copy],
    ])
      for (const report of await allOf(...contents))
        expect(failing(report).map((each) => each.slice(0, 7))).toEqual(['content']);
  });
});
