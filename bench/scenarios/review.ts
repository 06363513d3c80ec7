import { join } from 'node:path';
import { withEngine } from '../../cli/engine.ts';
import { openReadable } from '../../engine/case/open.ts';
import { countRows } from '../../engine/query/field-counts.ts';
import { selectFromRows } from '../../engine/query/matching.ts';
import { unwatched } from '../../engine/task.ts';
import { type Random, seeded } from '../../samples/random.ts';
import type { Client } from '../../shared/contract/client.ts';
import { withoutTermsOf } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { quantile } from '../measure.ts';
import { importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const reviewScenario: Scenario = {
  about: 'open a case, then filter, count, page and facets as a reviewer asks for them',
  entries: 1_000_000,
  rounds: 60,
  run: runReview,
};

/** Questions asked of the rows too. */
const comparisons = 12;

const facetFields = [
  'product',
  'model_version',
  'verdict',
  'action',
  'case_id',
  'image_id',
  'actor',
  'event_type',
];

async function runReview({ trail, directory, rounds, entries }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  await importTrail(caseFile, trail);
  return withEngine(new AbortController().signal, async ({ client }) => {
    const opened = await timed(() => client.call('case.open', { path: caseFile, mode: 'read-only' }));
    const first = await timed(() => client.call('query.page', { query: '' }));
    await client.call('query.facets', { query: '', fields: facetFields });
    return [
      { name: 'open the case', value: opened, unit: 'ms' },
      { name: 'first page after it', value: first, unit: 'ms' },
      ...(await asked(client, rounds, entries)),
      ...(await compared(client, caseFile)),
    ];
  });
}

/** Each question with a query that has not been asked before. */
async function asked(client: Client, rounds: number, entries: number): Promise<Figure[]> {
  const random = seeded(9);
  const times = { screen: [] as number[], far: [] as number[], text: [] as number[], sorted: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const query = filter(random);
    times.screen.push(
      await timed(async () => {
        await client.call('query.count', { query });
        await client.call('query.page', { query });
        await client.call('query.facets', { query, fields: facetFields });
      }),
    );
    const offset = random.between(0, entries - 200);
    times.far.push(await timed(() => client.call('query.page', { query: '', offset })));
    const sort = { column: 'confidence', descending: round % 2 === 0 } as const;
    times.sorted.push(await timed(() => client.call('query.page', { query: '', sort, offset })));
    if (round % 6 === 0)
      times.text.push(await timed(() => client.call('query.count', { query: `"${word(random)}"` })));
  }
  return [
    ...spread('filter, count, page and eight facets', times.screen, 'goal 30 at 1 M, 250 at 10 M'),
    ...spread('a page anywhere, in order of time', times.far),
    ...spread('a page anywhere, sorted by another column', times.sorted),
    ...spread('a phrase in any text', times.text),
  ];
}

/** The same questions of the index and of the rows, in turns. */
async function compared(client: Client, caseFile: string): Promise<Figure[]> {
  const random = seeded(11);
  const db = openReadable(caseFile);
  const ratios: number[] = [];
  for (let round = 0; round < comparisons; round++) {
    const query = filter(random);
    const indexed = await timed(async () => {
      await client.call('query.count', { query });
      await client.call('query.facets', { query, fields: facetFields });
    });
    const scanned = await timed(async () => {
      const whole = parseQuery(query);
      const narrowed = new Map(facetFields.map((field) => [field, withoutTermsOf(whole, field)]));
      for (const each of new Set([whole, ...narrowed.values()])) {
        const ids = selectFromRows(db, each, unwatched);
        countRows(
          db,
          ids,
          facetFields.filter((field) => narrowed.get(field) === each),
          unwatched,
        );
      }
    });
    ratios.push(scanned / indexed);
  }
  db.close();
  return [{ name: 'count and facets: the rows in place of the index', value: quantile(ratios), unit: 'x' }];
}

function spread(name: string, times: readonly number[], bound?: string): Figure[] {
  const slow: Figure = { name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms' };
  return [{ name, value: quantile(times), unit: 'ms' }, bound === undefined ? slow : { ...slow, bound }];
}

function filter(random: Random): string {
  const verdict = random.pick([
    'authentic',
    'ai_generated',
    'ai_edited',
    'inconclusive',
    'low',
    'medium',
    'high',
  ]);
  const action = random.pick(['approved', 'flagged', 'escalated', 'blocked']);
  const confidence = (random.between(0, 90) / 100).toFixed(2);
  const month = String(random.between(1, 9)).padStart(2, '0');
  return random.pick([
    `verdict:${verdict} action:${action} confidence:>=${confidence}`,
    `verdict:${verdict} time:2025-${month}-01..2025-${month}-28`,
    `action:${action} -product:credentials confidence:${confidence}..1`,
    `(verdict:${verdict} OR action:${action}) time:>=2025-${month}-01`,
  ]);
}

function word(random: Random): string {
  return random.pick([
    'skirting board',
    'messenger',
    'Kantenübergang',
    'camera sensor',
    'overlay in the claim',
  ]);
}

/** Milliseconds. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
