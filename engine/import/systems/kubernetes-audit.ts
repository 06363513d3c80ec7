import type { System } from './system.ts';

/**
 * Kubernetes audit events: kubernetes.io, "audit.k8s.io/v1". One request has an event for each of its stages, all of one
 * audit id.
 */
export const kubernetesAudit: System = {
  marks: {
    all: ['auditID', 'verb'],
    any: ['stage', 'requestURI', 'objectRef', 'user', 'requestReceivedTimestamp', 'stageTimestamp'],
    none: [],
  },
  mapping: {
    name: 'kubernetes-audit',
    columns: {
      entry_id: ["auditID + '/' + stage", 'auditID'],
      request_id: 'auditID',
      time: 'requestReceivedTimestamp',
      logged_at: 'stageTimestamp',
      event_type: 'stage',
      verdict: 'annotations."authorization.k8s.io/decision"',
      action: 'verb',
      status: ['responseStatus.code', 'responseStatus.status'],
      severity: 'level',
      actor: 'user.username',
      ip: 'sourceIPs.0',
      resource: [
        "objectRef.namespace + '/' + objectRef.resource + '/' + objectRef.name",
        "objectRef.resource + '/' + objectRef.name",
        'objectRef.resource',
        'requestURI',
      ],
      tenant: 'objectRef.namespace',
      note: ['responseStatus.message', 'annotations."authorization.k8s.io/reason"'],
    },
  },
};
