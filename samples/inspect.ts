import type { Client } from '../shared/contract/client.ts';
import type { SourceInfo } from '../shared/domain/case.ts';
import type { Axis, VerifyReport } from '../shared/domain/verification.ts';
import { planted } from './planted.ts';

/** One thing that was planted, and what Casebound says of it. */
export interface Sighting {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Everything planted in the sample, as it is found in the open case and in the report of its verification. */
export async function inspect(client: Client, report: VerifyReport): Promise<Sighting[]> {
  return [
    ...(await countedSources(client)),
    ...verified(report),
    await conflict(client),
    await brokenLine(client),
    await silence(client),
    await rescored(client),
  ];
}

/** What was not found as planted. */
export function missed(sightings: readonly Sighting[]): Sighting[] {
  return sightings.filter(({ expected, found }) => expected !== found);
}

type Counts = Pick<SourceInfo, 'entries' | 'duplicates' | 'conflicts' | 'quarantined'>;

async function countedSources(client: Client): Promise<Sighting[]> {
  const { sources } = await client.call('case.info', {});
  const said = (counts: Counts | undefined) =>
    counts === undefined
      ? 'no such source'
      : `${counts.entries} entries, ${counts.duplicates} duplicates, ${counts.conflicts} conflicts, ${counts.quarantined} quarantined`;
  return [
    { what: 'produced trail', expected: said(planted.counts.produced), found: said(sources[0]) },
    { what: 're-export', expected: said(planted.counts.reexport), found: said(sources[1]) },
  ];
}

function verified(report: VerifyReport): Sighting[] {
  const { edited, drift } = planted;
  const failing = report.axes.filter(({ status }) => status === 'fail');
  const time = report.axes.find(({ axis, subject }) => axis === 'time' && subject === 'source 1');
  return [
    { what: 'failing axes', expected: 'content of source 1', found: listed(failing.map(nameOf)) },
    {
      what: 'altered entry',
      expected: `${edited.entryId} on line ${edited.line}`,
      found: listed(report.findings.map(({ entryId, line }) => `${entryId} on line ${line}`)),
    },
    {
      what: 'logged before they happened',
      expected: `${drift.entries} entries`,
      found: `${/\d+/.exec(time?.reason ?? '')?.[0] ?? 0} entries`,
    },
  ];
}

function nameOf({ axis, subject }: Axis): string {
  return `${axis} of ${subject}`;
}

async function conflict(client: Client): Promise<Sighting> {
  const { entryId } = planted.conflict;
  const { rows } = await client.call('query.page', { query: `entry_id:${entryId}` });
  const verdicts = rows.map(({ conflict, values }) => `${values.verdict}${conflict ? ' (conflict)' : ''}`);
  return {
    what: 'one id, two contents',
    expected: 'broken (conflict), intact (conflict)',
    found: listed(verdicts),
  };
}

async function brokenLine(client: Client): Promise<Sighting> {
  const spans = await client.call('quarantine.list', {});
  const found = listed(spans.map(({ source, line }) => `source ${source} line ${line}`));
  return { what: 'unreadable lines', expected: `source 1 line ${planted.broken.line}`, found };
}

/** The entries at both ends of the silence, and none between. */
async function silence(client: Client): Promise<Sighting> {
  const { from, hours } = planted.silence;
  const to = new Date(Date.parse(from) + hours * 3_600_000).toISOString();
  const { rows } = await client.call('query.page', {
    query: `time:${from}..${to}`,
    sort: { column: 'time' },
  });
  const found = listed(rows.map(({ values }) => String(values.time)));
  return { what: `${hours} h without an entry`, expected: `${from}, ${to}`, found };
}

async function rescored(client: Client): Promise<Sighting> {
  const { image, before, after, models } = planted.rescored;
  const query = `image_id:${image} product:frame_detect source:1`;
  const { rows } = await client.call('query.page', { query, sort: { column: 'time' } });
  return {
    what: 'main photo scored twice',
    expected: `${before} by ${models[0]}, ${after} by ${models[1]}`,
    found: listed(rows.map(({ values }) => `${values.confidence} by ${values.model_version}`)),
  };
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join(', ');
}
