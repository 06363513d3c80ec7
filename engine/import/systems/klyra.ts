import type { System } from './system.ts';

/** Klyra's audit log: an actor does something to a resource, which is an image only where its type says so. */
export const klyra: System = {
  marks: {
    all: ['id', 'event_type', 'timestamp', 'action'],
    any: ['actor', 'actor.id', 'resource', 'resource.id', 'metadata', 'metadata.client_ip'],
    none: ['log_id', 'event_id', 'tenant_id', 'actor_key_id'],
  },
  mapping: {
    name: 'klyra',
    columns: {
      entry_id: 'id',
      time: 'timestamp',
      event_type: 'event_type',
      action: 'action',
      status: 'status',
      case_id: 'metadata.case_id',
      image_id: 'resource.id if resource.type is image or asset or media',
      actor: 'actor.id',
      actor_name: 'actor.name',
      ip: 'metadata.client_ip',
      resource: ["resource.type + '/' + resource.id", 'resource.id', 'resource.type'],
    },
  },
};
