import { createHmac } from 'node:crypto';
import { canonicalize } from '../../shared/json/canonical.ts';
import { planted } from '../planted.ts';
import { type Random, seeded } from '../random.ts';
import type { ChainedEntry } from '../trail.ts';
import { people, personOf } from './people.ts';

type Details = Readonly<Record<string, string | number>>;

interface SecurityEvent {
  readonly at: number;
  readonly event_type: string;
  readonly action: string;
  readonly status: string;
  readonly severity: string;
  readonly user: string;
  readonly details: Details;
}

/** What signs the events of the sample: no secret. 32 bytes, the least that the product takes. */
const signingKey = 'ashdown-sample-hmac-key-32-bytes';

/** Who logged in, looked at a claim and changed a setting: exported as one JSON array, each event with its hash. */
export function securityExport(trail: readonly ChainedEntry[], seed: number): string {
  const events = [...access(trail, seeded(seed)), ...plantedEvents()].sort((a, b) => a.at - b.at);
  let previous = '';
  const written = events.map((event, n) => {
    const said = toRecord(event, n + 1);
    previous = verificationHash(said, previous);
    return `  ${JSON.stringify({ ...said, verification: { hash: previous, verified: true } })}`;
  });
  return `[\n${written.join(',\n')}\n]\n`;
}

/** The product does not say what its hash covers; here: HMAC-SHA-256 over the hash before, a line feed, and the event in JCS. */
function verificationHash(event: ReturnType<typeof toRecord>, previous: string): string {
  const mac = createHmac('sha256', signingKey).update(`${previous}\n${canonicalize(event)}`);
  return `sha256:${mac.digest('hex')}`;
}

function toRecord(
  { at, user, details, event_type, action, status, severity }: SecurityEvent,
  number: number,
) {
  const { email, ip } = personOf(user);
  return {
    event_id: `evt_${String(number).padStart(5, '0')}`,
    timestamp: new Date(at).toISOString(),
    event_type,
    action,
    status,
    severity,
    actor: { user_id: user, email, ip_address: ip },
    details,
  };
}

/** A login before the first check of a day, and a look at some of the claims that were decided. */
function access(trail: readonly ChainedEntry[], random: Random): SecurityEvent[] {
  const days = new Set<string>();
  return trail.flatMap(({ timestamp, context, image_id, action_recorded }) => {
    const user = context.submitted_by;
    if (people[user] === undefined) return [];
    const at = Date.parse(timestamp);
    const events: SecurityEvent[] = [];
    const today = `${user} ${timestamp.slice(0, 10)}`;
    if (!days.has(today)) {
      days.add(today);
      const began = at - random.between(120_000, 1_500_000);
      if (random.chance(0.08)) events.push(login(user, began - random.between(9_000, 40_000), 'failed'));
      events.push(login(user, began, 'success'));
    }
    const isDisputed = context.case_id === planted.claim;
    const share = action_recorded === 'approved' ? 0.02 : 0.3;
    if (random.chance(share) || (isDisputed && action_recorded !== 'approved')) {
      const details = { case_id: context.case_id, image_id };
      events.push({ ...viewed, at: at + random.between(30_000, 900_000), user, details });
    }
    return events;
  });
}

const viewed = { event_type: 'data_access', action: 'case_viewed', status: 'success', severity: 'low' };

function login(user: string, at: number, status: 'success' | 'failed'): SecurityEvent {
  const details: Details =
    status === 'success'
      ? { auth_method: 'sso' }
      : { auth_method: 'password', failure_reason: 'invalid_password', attempts_count: 1 };
  const severity = status === 'success' ? 'low' : 'medium';
  return { at, event_type: 'authentication', action: 'user_login', status, severity, user, details };
}

/** The vendor's upgrade, and somebody at the neighbour's claim late in the evening before the trail was produced. */
function plantedEvents(): SecurityEvent[] {
  const { upgrade, exported } = planted.deepintshield;
  const night = Date.parse(exported.at);
  const { user } = exported;
  return [
    {
      at: Date.parse(upgrade),
      event_type: 'configuration_change',
      action: 'provider_model_updated',
      status: 'success',
      severity: 'medium',
      user: 'svc_rollout',
      details: { resource: 'model/frame_detect', from: 'origin-1.1', to: 'origin-1.2' },
    },
    login(user, night - 540_000, 'success'),
    { ...viewed, at: night - 210_000, user, severity: 'medium', details: { case_id: planted.neighbour } },
    {
      at: night,
      event_type: 'data_access',
      action: 'data_export',
      status: 'success',
      severity: 'high',
      user,
      details: { resource: 'audit_trail/2025-11', format: 'ndjson', case_id: planted.neighbour },
    },
  ];
}
