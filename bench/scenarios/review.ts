import { join } from 'node:path';
import { withEngine } from '../../cli/engine.ts';
import { type Random, seeded } from '../../samples/random.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { quantile } from '../measure.ts';
import { hasDuckDb, importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import { duckDbPeer } from '../review/duckdb-peer.ts';
import type { Peer } from '../review/peer.ts';
import { facetFields, queryOf, randomTerms, randomWords } from '../review/questions.ts';
import { sqlitePeer } from '../review/sqlite-peer.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const reviewScenario: Scenario = {
  about:
    'open a case, then filter, count, page, facets and words as a reviewer asks for them, beside SQLite and DuckDB',
  entries: 1_000_000,
  rounds: 60,
  run: runReview,
};

/** Questions that the other programs are asked too, in turns. */
const comparisons = 12;
/** What a larger case has not the disk or the memory to be compared by. */
const largestCompared = 2_000_000;

async function runReview(setting: Setting): Promise<Figure[]> {
  const { trail, directory, rounds, entries } = setting;
  const caseFile = join(directory, 'bench.casebound');
  await importTrail(caseFile, trail);
  return withEngine(new AbortController().signal, async ({ client }) => {
    const first = async (name: string, ask: () => Promise<unknown>, bound?: string): Promise<Figure[]> => {
      const before = process.cpuUsage();
      const value = await timed(ask);
      const { user, system } = process.cpuUsage(before);
      const elapsed: Figure = { name, value, unit: 'ms' };
      return [
        bound === undefined ? elapsed : { ...elapsed, bound },
        { name: `${name}, processor time`, value: (user + system) / 1000, unit: 'ms' },
      ];
    };
    const page = async () => {
      await client.call('case.open', { path: caseFile, mode: 'read-only' });
      await client.call('query.page', { query: '' });
    };
    const sorted = { query: '', sort: { column: 'confidence' }, offset: entries >> 1 } as const;
    const figures: Figure[] = [
      ...(await first('open the case, and first page', page, 'under 500 at 1 M, 2,000 at 10 M')),
      ...(await first('first facets and histogram: columns are loaded', () =>
        client.call('query.answer', screen('')),
      )),
      ...(await first('first words: texts are loaded', () =>
        client.call('query.count', { query: '"first words"' }),
      )),
      ...(await first(
        'first sort by a column',
        () => client.call('query.page', sorted),
        'under 2,000 at 10 M',
      )),
      ...(await first(
        'first sort by a text, in which every entry has another',
        () => client.call('query.page', { ...sorted, sort: { column: 'entry_id' } }),
        'under 2,000 at 10 M',
      )),
      ...(await first(
        'first sort by a text that stands in no order',
        () => client.call('query.page', { ...sorted, sort: { column: 'request_id' } }),
        'under 2,000 at 10 M',
      )),
      // What is asked for the first time loads columns, which the figures above are of.
      ...(await warm(client)),
      ...(await asked(client, rounds, entries)),
      ...(await first('an expression in notes', () =>
        client.call('query.count', { query: 'note:/textu[r]e rep/i' }),
      )),
      ...(await first('a path into every entry', () =>
        client.call('query.count', { query: '.result.confidence:>0.9' }),
      )),
      ...(await first('an expression in the bytes of every entry', () =>
        client.call('query.count', { query: 'raw:/textu[r]e/' }),
      )),
      {
        name: 'resident memory',
        value: process.memoryUsage().rss / 2 ** 20,
        unit: 'MiB',
        bound: 'under 2,500 at 10 M',
      },
    ];
    return entries > largestCompared
      ? figures
      : [...figures, ...(await compared(client, caseFile, trail, entries))];
  });
}

async function warm(client: Client): Promise<[]> {
  for (const query of ['confidence:>=0', 'time:2025', 'logged_at:2025']) {
    await client.call('query.answer', screen(query));
  }
  await client.call('query.page', { query: '', sort: { column: 'confidence', descending: true } });
  return [];
}

const spread = { field: 'time', by: 'verdict' } as const;

/** All that a screen shows of a query. */
function screen(query: string) {
  return { query, fields: [...facetFields], histogram: spread };
}

/** Milliseconds: as the engine tells, and of processor time, in all threads; on a busy machine only the latter says something. */
interface Times {
  readonly elapsed: number[];
  readonly processor: number[];
}

/** Each question with a query that has not been asked before. */
async function asked(client: Client, rounds: number, entries: number): Promise<Figure[]> {
  const random = seeded(9);
  const figures = new Map<string, Times & { readonly bound: string }>();
  const ask = async (
    name: string,
    bound: string,
    question: () => Promise<{ readonly elapsedMs: number }>,
  ) => {
    const times = figures.get(name) ?? { elapsed: [], processor: [], bound };
    figures.set(name, times);
    const before = process.cpuUsage();
    const { elapsedMs } = await question();
    const { user, system } = process.cpuUsage(before);
    times.elapsed.push(elapsedMs);
    times.processor.push((user + system) / 1000);
  };
  for (let round = 0; round < rounds; round++) {
    const query = queryOf(randomTerms(random));
    await ask('filter: count, page, eight facets, histogram', 'under 30 at 1 M, 250 at 10 M', () =>
      client.call('query.answer', screen(query)),
    );
    const offset = random.between(0, entries - 200);
    await ask('a page anywhere', 'under 20 at 1 M, 50 at 10 M', () =>
      client.call('query.answer', { query: '', offset }),
    );
    const sort = { column: 'confidence', descending: round % 2 === 0 } as const;
    await ask('a page anywhere, sorted', 'under 20 at 1 M, 50 at 10 M', () =>
      client.call('query.answer', { query: '', sort, offset }),
    );
    const words = JSON.stringify(randomWords(random));
    await ask('words in any text', 'under 60 at 1 M, 600 at 10 M', () =>
      client.call('query.count', { query: words }),
    );
  }
  return [...figures].flatMap(([name, { elapsed, processor, bound }]): Figure[] => [
    { name, value: quantile(elapsed), unit: 'ms' },
    { name: `${name}, p95`, value: quantile(elapsed, 0.95), unit: 'ms', bound },
    { name: `${name}, processor time`, value: quantile(processor), unit: 'ms' },
    { name: `${name}, processor time, p95`, value: quantile(processor, 0.95), unit: 'ms' },
  ]);
}

/** The same questions of Casebound's engine and of others, in turns; counts must agree. */
async function compared(client: Client, caseFile: string, trail: string, entries: number): Promise<Figure[]> {
  const peers = [sqlitePeer(caseFile), ...(hasDuckDb() ? [await duckDbPeer(trail)] : [])];
  const figures: Figure[] = [];
  for (const peer of peers) {
    const ratios = await turns(client, peer, entries);
    for (const [question, { own, others }] of Object.entries(ratios)) {
      figures.push(
        { name: `${peer.name}: ${question}`, value: quantile(others), unit: 'ms' },
        {
          name: `${peer.name} / Casebound: ${question}`,
          value: quantile(others.map((time, i) => time / (own[i] as number))),
          unit: 'x',
        },
      );
    }
    peer.close();
  }
  return figures;
}

type WholeInput = InputOf<Operations['query.answer']> & { readonly query: string };
type Turns = Record<string, { own: number[]; others: number[] }>;

async function turns(client: Client, peer: Peer, entries: number): Promise<Turns> {
  const random: Random = seeded(11);
  const told: Turns = {};
  const turn = async (question: string, own: WholeInput, other: () => Promise<unknown>) => {
    told[question] ??= { own: [], others: [] };
    const mine = await client.call('query.answer', own);
    told[question].own.push(mine.elapsedMs);
    let theirs: unknown;
    const time = await timed(async () => {
      theirs = await other();
    });
    told[question].others.push(time);
    if (typeof theirs === 'number' && mine.matched !== theirs)
      throw new Error(`${own.query}: ${mine.matched} entries, and ${theirs} by ${peer.name}`);
  };
  for (let round = 0; round < comparisons; round++) {
    const terms = randomTerms(random);
    const query = queryOf(terms);
    const nothing = { query, limit: 0 };
    await turn('count of a filter', nothing, () => peer.count(terms));
    await turn('eight facets of it', { ...nothing, fields: [...facetFields] }, () => peer.facets(terms));
    await turn('histogram of it', { ...nothing, histogram: spread }, () => peer.histogram(terms));
    const offset = random.between(0, entries - 200);
    const sort = { column: 'confidence', descending: round % 2 === 0 } as const;
    const order = `confidence IS NULL, confidence ${sort.descending ? 'DESC' : 'ASC'}`;
    await turn('a page anywhere, sorted', { query: '', sort, offset }, () => peer.page([], order, offset));
    const text = randomWords(random);
    await turn('words in any text', { query: JSON.stringify(text), limit: 0 }, () => peer.words(text));
  }
  return told;
}

/** Milliseconds. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
