import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../shared/pack/layout.ts';
import type { AnnotationTargets } from '../../shared/pack/lines.ts';
import { addAnnotation, undoAnnotation } from '../annotation/annotate.ts';
import { exportAnnotations } from '../annotation/exchange/export-annotations.ts';
import { importAnnotations } from '../annotation/exchange/merge.ts';
import { unwatched } from '../task.ts';
import { checkPackFile } from './check-file.ts';
import { filesOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

const actor = 'R. Okafor';
const early = [0, 1, 2].map((minute) => trailLine({ id: `log_${minute}`, claim: 'CLM-A', minute }));
const late = [3, 4, 5].map((minute) => trailLine({ id: `log_${minute}`, claim: 'CLM-A', minute }));
let here: SmallCase;
let elsewhere: SmallCase;

/** Here the later trail is imported only after what was said elsewhere about it was taken in. */
beforeAll(async () => {
  here = await SmallCase.make('Here', [early]);
  elsewhere = await SmallCase.make('Elsewhere', [early, late]);
  addAnnotation(elsewhere.db, {
    on: { query: 'entry_id:log_1,log_4' },
    mark: { note: 'alike' },
    author: actor,
  });
  addAnnotation(elsewhere.db, { on: { entryId: 'log_5' }, mark: { tag: 'late' }, author: actor });
  undoAnnotation(elsewhere.db, { author: actor });
  const path = join(elsewhere.folder, 'said.ndjson');
  exportAnnotations(elsewhere.db, { out: path }, unwatched);
  importAnnotations(here.db, { path, actor }, unwatched);
  await here.import('late.ndjson', late);
}, 60_000);
afterAll(() => {
  here.remove();
  elsewhere.remove();
});

async function targetsIn(query: string): Promise<AnnotationTargets[]> {
  const { pack } = await here.seal({ query });
  expect(await checkPackFile(pack)).toMatchObject({ ok: true, findingsTotal: 0 });
  expect(failingByProgram(pack)).toEqual([]);
  const { files } = await filesOf(readFileSync(pack));
  const lines = files.get(paths.annotationTargets)?.toString().split('\n').slice(0, -1) ?? [];
  return lines.map((line) => JSON.parse(line));
}

test('what was said elsewhere of entries that came later is shown to be about them', async () => {
  const salted = { salt: expect.stringMatching(/^[0-9a-f]{32}$/) };
  expect(await targetsIn('entry_id:*')).toEqual([
    { seq: 1, entries: [1, 4], ...salted },
    { seq: 2, entries: [5], ...salted },
    { seq: 3, entries: [5], ...salted },
  ]);
});

test('its salt stays back where one of these entries is not in the pack', async () => {
  expect(await targetsIn('entry_id:log_4')).toEqual([{ seq: 1, entries: [0] }]);
  expect(await targetsIn('entry_id:log_1')).toEqual([{ seq: 1, entries: [0] }]);
});
