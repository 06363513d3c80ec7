import type { System } from './system.ts';

/** DeepIntShield's audit events: what an event says beside its kind stands in `details`, whose members vary with it. */
export const deepintshield: System = {
  marks: {
    all: ['event_id', 'event_type'],
    any: ['verification', 'verification.hash', 'severity', 'actor.user_id', 'actor.ip_address', 'details'],
    none: ['log_id'],
  },
  mapping: {
    name: 'deepintshield',
    columns: {
      entry_id: 'event_id',
      time: 'timestamp',
      event_type: 'event_type',
      action: 'action',
      status: 'status',
      severity: 'severity',
      case_id: 'details.case_id',
      image_id: 'details.image_id',
      actor: 'actor.user_id',
      actor_name: 'actor.email',
      ip: 'actor.ip_address',
      resource: [
        "details.resource.type + '/' + details.resource.id",
        "details.resource_type + '/' + details.resource_id",
        "details.resource + '/' + details.resource_id",
        'details.resource.id',
        'details.resource.type',
        'details.resource',
        'details.resource_id',
        'details.resource_type',
      ],
      note: 'details.failure_reason',
    },
  },
};
