import type { SyncSystem } from '../../shared/domain/sync.ts';
import { indigiarmorServer } from './indigiarmor.ts';
import { itsrealServer } from './itsreal.ts';
import { klyraServer } from './klyra.ts';
import type { Entry, Vendor } from './vendor.ts';
import { verbitasServer } from './verbitas.ts';

const begin = Date.parse('2025-11-01T00:00:00Z');
const stepMs = 61_037;

const makers: Readonly<Record<SyncSystem, (n: number, time: string) => Entry>> = {
  itsreal: (n, timestamp) => ({
    log_id: `log_${n}`,
    request_id: `det_${n}`,
    product: n % 3 === 0 ? 'frame_detect' : 'risk_score',
    model_version: 'origin-1.2 / edit-0.8',
    timestamp,
    image_id: `img_${n % 50}`,
    result: { verdict: n % 4 === 0 ? 'ai_generated' : 'authentic', confidence: (n % 100) / 100 },
    context: { case_id: `CLM-${n % 20}` },
    action_recorded: n % 4 === 0 ? 'escalated' : 'approved',
    logged_at: timestamp,
  }),
  indigiarmor: (n, created_at) => ({
    id: `ia-${n}`,
    tier: ['green', 'yellow', 'red'][n % 3],
    action: ['allow', 'warn', 'block'][n % 3],
    risk_score: n % 101,
    signals: [],
    active_domains: ['pii'],
    latency_ms: 8,
    api_key_id: 'key-1',
    requesting_ip: '203.0.113.42',
    prompt_preview: n % 2 === 0 ? null : `prompt ${n}`,
    created_at,
  }),
  verbitas: (n, timestamp) => ({
    id: `audit_${n}`,
    event_type: n % 2 === 0 ? 'asset.signed' : 'asset.verified',
    timestamp,
    tenant_id: 't_1',
    actor_key_id: 'key_1',
    request_id: `req_${n}`,
    data: { asset_id: `a_${n % 50}`, confidence: 0.97 },
  }),
  klyra: (n, timestamp) => ({
    id: `log_k${n}`,
    timestamp,
    event_type: n % 2 === 0 ? 'moderation.created' : 'moderation.flagged',
    actor: { type: 'api_key', id: `key_${n % 3}`, name: 'Production' },
    resource: { type: 'image', id: `img_${n % 50}`, name: null },
    action: 'create',
    status: n % 5 === 0 ? 'failure' : 'success',
    metadata: { client_ip: '198.51.100.123', case_id: `CLM-${n % 20}` },
  }),
};

/** One entry a minute, about, from 1 November 2025 on; `at`: its time in milliseconds since 1970 instead. */
export function vendorEntry(system: SyncSystem, n: number, at = begin + n * stepMs): Entry {
  return makers[system](n, new Date(at).toISOString());
}

export function vendorTrail(system: SyncSystem, count: number): Entry[] {
  return Array.from({ length: count }, (_, n) => vendorEntry(system, n));
}

/** Each system's API with what its documentation leaves open chosen plainly. */
export const vendors: Readonly<Record<SyncSystem, Vendor>> = {
  itsreal: itsrealServer(),
  indigiarmor: indigiarmorServer,
  verbitas: verbitasServer,
  klyra: klyraServer(),
};
