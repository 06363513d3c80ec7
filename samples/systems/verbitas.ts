import { timeId } from '../entry.ts';
import { planted } from '../planted.ts';
import { type Random, seeded } from '../random.ts';
import type { ChainedEntry } from '../trail.ts';
import { toSecond } from './tokens.ts';

/** One line of a Verbitas export. */
interface ProvenanceEvent {
  readonly id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly tenant_id: string;
  readonly actor_key_id?: string;
  readonly request_id?: string;
  readonly data: Readonly<Record<string, string | number>>;
}

const tenant = 't_01k8m4q0rd';
const key = 'key_01k8m4z7bn';
const day = 86_400_000;
const statuses: Readonly<Record<string, string>> = {
  absent: 'not_found',
  intact: 'verified_manifest_and_watermark_match',
  broken: 'manifest_mismatch',
};

/**
 * What the provenance service recorded for the content credentials checks of the trail: the continuous export of a few
 * days, a file a day. The trail given is the true one: where somebody altered an export of it, this does not follow.
 */
export function provenanceDays(trail: readonly ChainedEntry[], seed: number) {
  const random = seeded(seed);
  const { from, days, missing } = planted.verbitas;
  const start = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: days }, (_, n) => start + n * day).flatMap((midnight) => {
    const date = new Date(midnight).toISOString().slice(0, 10);
    const events = eventsOf(trail, random, midnight);
    const path = `verbitas-s3/${date.replaceAll('-', '/')}/audit-${date}.ndjson`;
    return date === missing
      ? []
      : [{ path, text: events.map((event) => `${JSON.stringify(event)}\n`).join('') }];
  });
}

function eventsOf(trail: readonly ChainedEntry[], random: Random, midnight: number): ProvenanceEvent[] {
  const checks = trail.filter(
    (entry) => isAsked(entry) && Math.floor(Date.parse(entry.timestamp) / day) * day === midnight,
  );
  const events = checks.flatMap((check) => verification(check, random));
  for (const hour of [2, 14]) events.push(...anchoring(random, midnight + hour * 3_600_000, checks.length));
  return events.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
}

/** Content credentials are looked up by their own check, and again where the disputed claim was scored anew. */
function isAsked({ product, context }: ChainedEntry): boolean {
  return product === 'credentials' || (product === 'frame_detect' && context.case_id === planted.claim);
}

/** The service answers before the image check logs what it made of the answer. */
function verification(check: ChainedEntry, random: Random): ProvenanceEvent[] {
  const at = Date.parse(check.timestamp) - random.between(180, 900);
  const status = statuses[check.result.verdict] ?? 'not_found';
  const asked = {
    timestamp: toSecond(at),
    tenant_id: tenant,
    actor_key_id: key,
    request_id: `req_${timeId(at)}`,
  };
  const about = { asset_id: check.image_id, case_id: check.context.case_id };
  const confidence = status === 'not_found' ? {} : { confidence: random.between(91, 99) / 100 };
  return [
    {
      id: `audit_${timeId(at)}`,
      event_type: 'asset.verified',
      ...asked,
      data: { ...about, status, ...confidence },
    },
    {
      id: `audit_${timeId(at + 1)}`,
      event_type: random.chance(0.96) ? 'webhook.delivered' : 'webhook.failed',
      timestamp: toSecond(at + 400),
      tenant_id: tenant,
      request_id: asked.request_id,
      data: { ...about, endpoint: 'claims-intake' },
    },
  ];
}

function anchoring(random: Random, at: number, leaves: number): ProvenanceEvent[] {
  const batch = `batch_${timeId(at)}`;
  const confirmed = at + random.between(600_000, 5_400_000);
  return [
    {
      id: `audit_${timeId(at)}`,
      event_type: 'anchor.batch_submitted',
      timestamp: toSecond(at),
      tenant_id: tenant,
      data: { batch_id: batch, leaves },
    },
    {
      id: `audit_${timeId(confirmed)}`,
      event_type: 'anchor.confirmed',
      timestamp: toSecond(confirmed),
      tenant_id: tenant,
      data: { batch_id: batch, chain: 'ots' },
    },
  ];
}
