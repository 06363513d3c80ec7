import type { System } from './system.ts';

/** IndigiArmor's audit log of scanned prompts: a tier and a score for each. */
export const indigiarmor: System = {
  marks: {
    all: ['id', 'tier', 'risk_score'],
    any: ['action', 'signals', 'active_domains', 'latency_ms', 'api_key_id', 'requesting_ip', 'created_at'],
    none: ['log_id', 'event_id', 'event_type'],
  },
  mapping: {
    name: 'indigiarmor',
    columns: {
      entry_id: 'id',
      time: 'created_at',
      verdict: 'tier',
      risk_score: 'risk_score',
      action: 'action',
      actor: 'api_key_id',
      ip: 'requesting_ip',
      note: 'prompt_preview',
    },
  },
};
