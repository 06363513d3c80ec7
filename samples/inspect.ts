import type { Client } from '../shared/contract/client.ts';
import type { SourceInfo } from '../shared/domain/case.ts';
import type { Axis, VerifyReport } from '../shared/domain/verification.ts';
import { counted, entryCount } from '../shared/report/counted.ts';
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
    await neighbourCheck(client),
  ];
}

/** What was not found as planted. */
export function missed(sightings: readonly Sighting[]): Sighting[] {
  return sightings.filter(({ expected, found }) => expected !== found);
}

type Counts = Pick<SourceInfo, 'entries' | 'duplicates' | 'conflicts' | 'quarantined'>;

async function countedSources(client: Client): Promise<Sighting[]> {
  const { sources } = await client.call('case.info', {});
  const [produced, reexport, ...further] = sources;
  const ofSystem = (system: string) => further.filter((source) => source.system === system);
  const counted = (what: keyof typeof planted.counts, of: readonly (Counts | undefined)[]): Sighting => {
    const there = of.filter((source) => source !== undefined);
    return { what: names[what], expected: said([planted.counts[what]]), found: said(there) };
  };
  return [
    counted('produced', [produced]),
    counted('reexport', [reexport]),
    counted('backup', ofSystem('itsreal')),
    counted('deepintshield', ofSystem('deepintshield')),
    counted('verbitas', ofSystem('verbitas')),
    counted('klyra', ofSystem('klyra')),
    counted('indigiarmor', ofSystem('indigiarmor')),
  ];
}

const names = {
  produced: 'produced trail',
  reexport: 're-export',
  backup: "the vendor's backup",
  deepintshield: 'DeepIntShield',
  verbitas: 'Verbitas, 7 days',
  klyra: 'Klyra',
  indigiarmor: 'IndigiArmor, 4 pages',
} as const;

/** All of them together. */
function said(counts: readonly Counts[]): string {
  if (counts.length === 0) return 'no such source';
  const sum = (what: keyof Counts) => counts.reduce((total, each) => total + each[what], 0);
  return [
    entryCount(sum('entries')),
    counted(sum('duplicates'), 'duplicate'),
    counted(sum('conflicts'), 'conflict'),
    `${sum('quarantined')} quarantined`,
  ].join(', ');
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
      found: listed(
        report.findings
          .filter(({ axis }) => axis === 'content')
          .map(({ entryId, line }) => `${entryId} on line ${line}`),
      ),
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
  const { sources } = await client.call('case.info', {});
  const spans = await client.call('quarantine.list', {});
  const nameOf = (id: number) => sources.find((source) => source.id === id)?.name;
  const { broken, klyra, indigiarmor } = planted;
  const expected = [
    `meridian-2025-11.ndjson line ${broken.line}`,
    `audit-page-4.json line ${indigiarmor.cutLine}`,
    `moderation-2025-11.csv line ${klyra.unquoted.line}`,
  ];
  return {
    what: 'what cannot be read',
    expected: listed(expected),
    found: listed(spans.map(({ source, line }) => `${nameOf(source)} line ${line}`)),
  };
}

/** The entries at both ends of the silence, and none between. */
async function silence(client: Client): Promise<Sighting> {
  const { from, hours } = planted.silence;
  const to = new Date(Date.parse(from) + hours * 3_600_000).toISOString();
  const { rows } = await client.call('query.page', {
    query: `time:${from}..${to} source:1`,
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

/** A second system on the entry that was altered. */
async function neighbourCheck(client: Client): Promise<Sighting> {
  const { image, status } = planted.verbitas.neighbour;
  const query = `image_id:${image} event_type:asset.verified`;
  const { rows } = await client.call('query.page', { query });
  return {
    what: 'Verbitas on the altered check',
    expected: status,
    found: listed(rows.map(({ values }) => String(values.verdict))),
  };
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join(', ');
}
