import type { System } from './system.ts';

/** Verbitas' audit log of a tenant: what an event says beside its type stands in `data`. */
export const verbitas: System = {
  marks: {
    all: ['id', 'event_type', 'timestamp'],
    any: ['tenant_id', 'actor_key_id', 'data', 'data.asset_id', 'data.status'],
    none: ['log_id', 'event_id', 'action', 'metadata', 'metadata.client_ip'],
  },
  mapping: {
    name: 'verbitas',
    columns: {
      entry_id: 'id',
      request_id: 'request_id',
      time: 'timestamp',
      event_type: 'event_type',
      verdict: 'data.status',
      confidence: 'data.confidence',
      case_id: 'data.case_id',
      image_id: 'data.asset_id',
      actor: 'actor_key_id',
      tenant: 'tenant_id',
    },
  },
};
