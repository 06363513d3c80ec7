import type { System } from './system.ts';

/** itsreal.media's audit log: a nested shape, and a flat one with verdict and confidence at the top level. */
export const itsreal: System = {
  marks: {
    all: ['log_id'],
    any: ['request_id', 'product', 'result', 'result.verdict', 'verdict', 'action_recorded', 'logged_at'],
    none: ['event_id', 'event_type'],
  },
  mapping: {
    name: 'itsreal',
    // Its documentation: timestamps are UTC. Its dashboard prints them without saying so.
    zone: 'Z',
    columns: {
      entry_id: 'log_id',
      request_id: 'request_id',
      time: 'timestamp',
      logged_at: 'logged_at',
      product: 'product',
      model_version: 'model_version',
      verdict: ['result.verdict', 'verdict'],
      confidence: ['result.confidence', 'confidence'],
      action: 'action_recorded',
      case_id: ['context.case_id', 'case_id'],
      image_id: 'image_id',
      actor: ['context.submitted_by', 'submitted_by'],
      note: ['result.reviewer_note', 'reviewer_note'],
    },
  },
};
