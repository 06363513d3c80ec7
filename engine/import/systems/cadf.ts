import type { System } from './system.ts';

/** Events of the Cloud Auditing Data Federation: DMTF DSP0262, version 1.0. */
export const cadf: System = {
  marks: {
    all: ['eventTime', 'action', 'outcome'],
    any: [
      'typeURI',
      'initiator',
      'initiator.id',
      'initiatorId',
      'target',
      'target.id',
      'observer',
      'observer.id',
    ],
    none: [],
  },
  mapping: {
    name: 'cadf',
    columns: {
      entry_id: 'id',
      request_id: 'initiator.request_id',
      time: 'eventTime',
      event_type: 'eventType',
      product: ['observer.name', 'observer.typeURI'],
      action: 'action',
      status: 'outcome',
      severity: 'severity',
      actor: ['initiator.id', 'initiatorId'],
      actor_name: 'initiator.name',
      ip: ['initiator.host.address', 'initiator.addresses.0.url'],
      resource: ["target.typeURI + '/' + target.id", 'target.id', 'target.typeURI', 'targetId'],
      tenant: ['initiator.project_id', 'initiator.domain_id'],
      note: ['reason.reasonType', 'reason.reasonCode'],
    },
  },
};
