import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReadable } from '../case/open.ts';
import { custodyEvents } from '../custody/log.ts';
import { makeZip } from '../packed/testing/make-zip.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  verified,
  write,
} from '../verify/testing/chained-case.ts';
import { importInto } from './import-into.ts';
import type { ImportRequest } from './import-paths.ts';
import { systemNamed } from './systems/registry.ts';

const [a, b, c] = [makeEntry(0), makeEntry(1), makeEntry(2)];
const unparsable = '{"log_id":"log_x",';

describe('an import', () => {
  it('of the same file again says which options do not apply to it, and what holds', async () => {
    const content = ndjson([a, unparsable]);
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    await importFiles(path, [write(folder, 'first.ndjson', content)]);
    const file = write(folder, 'copy.ndjson', content);
    const run = async (wish: Partial<ImportRequest>) => {
      const request = { path, paths: [file], partial: false, live: false, actor: 'Tester', ...wish };
      return (await importInto(request, unwatched, new StopFlag())).unapplied;
    };
    const of = { id: 1, name: 'copy.ndjson', quarantined: 1 };
    const { mapping } = systemNamed('itsreal');
    const reordered = { ...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).reverse()) };
    expect(await run({})).toEqual([]);
    expect(await run({ system: 'itsreal' })).toEqual([]);
    expect(await run({ mapping: reordered })).toEqual([]);
    expect(await run({ mapping: { ...mapping, columns: { ...mapping.columns, note: 'context' } } })).toEqual([
      { ...of, option: 'mapping', asked: 'itsreal', holds: 'itsreal' },
    ]);
    expect(await run({ system: 'klyra', partial: true })).toEqual([
      { ...of, option: 'system', asked: 'klyra', holds: 'itsreal' },
      { ...of, option: 'partial', asked: 'partial', holds: 'whole' },
    ]);
    const db = openReadable(path);
    const told = [...custodyEvents(db)].flatMap(({ details }) => details['unapplied'] ?? []);
    expect(told).toEqual(['mapping', 'system', 'partial']);
    db.close();
    expect(failing(await verified(path))).toEqual([]);
  });

  it('of the same zip again says so of each source in it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const zip = join(folder, 'both.zip');
    const members = [a, b].map((each, n) => ({ name: `${n}.ndjson`, content: Buffer.from(ndjson([each])) }));
    writeFileSync(zip, makeZip(members));
    expect(await importFiles(path, [zip])).toMatchObject({ unapplied: [] });
    const { sources, unapplied } = await importFiles(path, [zip], true);
    expect(sources).toHaveLength(2);
    expect(unapplied.map(({ name, option }) => [name, option])).toEqual([
      ['0.ndjson', 'partial'],
      ['1.ndjson', 'partial'],
    ]);
    // Of files of which the case has the bytes already, in another container too.
    const more = join(folder, 'more.zip');
    writeFileSync(more, makeZip([...members, { name: '2.ndjson', content: Buffer.from(ndjson([c])) }]));
    const mixed = await importFiles(path, [more], true);
    expect(mixed.unapplied.map(({ id }) => id)).toEqual(sources.map(({ id }) => id));
  });
});
