import { describe, expect, it } from 'vitest';
import type { ColumnValues } from '../../shared/domain/columns.ts';
import type { Missing } from '../../shared/domain/history.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { WritableDb } from '../case/database.ts';
import { matchedIds } from '../query/results.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { claimHistory, imageHistory } from './history.ts';
import { decisionOf, kindOf } from './kinds.ts';

/** The statements of how many entries something is missing in, with how many their query shows. */
function counted(missing: readonly Missing[], of: WritableDb): [said: number, shown: number][] {
  return missing.flatMap(({ message, query }) => {
    const said = /^(One|\d+) (?:result|entr)/.exec(message)?.[1];
    if (said === undefined || query === null) return [];
    return [[said === 'One' ? 1 : Number(said), matchedIds(of, { query }, unwatched).length]];
  });
}

const all = { offset: 0, limit: 1000 };
const detection = (id: string, at: string, values: Partial<ColumnValues>) => ({
  values: { entry_id: id, time: at, product: 'frame_detect', image_id: 'img_1', case_id: 'C-1', ...values },
});
const db = makeCase([
  // Out of order: 3 is the first in time.
  detection('rescored', '2025-11-21T10:00:00.000Z', {
    verdict: 'ai_generated',
    confidence: 0.92,
    model_version: '1.2',
    action: 'escalated',
  }),
  detection('again', '2025-11-21T11:00:00.000Z', {
    verdict: 'ai_generated',
    confidence: 0.95,
    model_version: '1.2',
  }),
  detection('scored', '2025-11-12T10:00:00.000Z', {
    verdict: 'authentic',
    confidence: 0.07,
    model_version: '1.1',
    action: 'approved',
  }),
  detection('risk', '2025-11-21T10:01:00.000Z', { product: 'risk_score', verdict: 'high', confidence: 0.7 }),
  {
    source: 2,
    values: {
      event_type: 'asset.verified',
      time: '2025-11-21T10:02:00.000Z',
      verdict: 'manifest_mismatch',
      image_id: 'img_1',
    },
  },
  {
    source: 2,
    values: {
      event_type: 'configuration_change',
      action: 'model_upgraded',
      time: '2025-11-20T06:00:00.000Z',
    },
  },
  { source: 2, values: { event_type: 'api_key.revoked', time: '2025-11-22T11:00:00.000Z' } },
  { source: 2, values: { event_type: 'webhook.delivered', time: '2025-11-20T07:00:00.000Z' } },
  { source: 2, values: { event_type: 'settings.updated', time: '2025-11-22T11:00:00.001Z' } },
  { values: { case_id: 'C-1', image_id: 'img_2', event_type: 'case_viewed', time: 'soon' } },
  detection('other claim', '2025-11-21T12:00:00.000Z', {
    case_id: 'C-2',
    verdict: 'authentic',
    model_version: '1.2',
    confidence: 0.1,
  }),
]);

describe('the history of an image', () => {
  const history = imageHistory(db, { image: 'img_1', ...all }, unwatched);

  it('is all its entries in the order of their times, whatever claim or system they are of', () => {
    expect(history.entries.map(({ row }) => row.id)).toEqual([3, 1, 4, 5, 2, 11]);
    expect(history).toMatchObject({ query: 'image_id:img_1', count: 6, examined: 6, claims: ['C-1', 'C-2'] });
    expect(history.lanes).toEqual([
      { system: '', product: 'frame_detect', entries: 4 },
      { system: '', product: 'risk_score', entries: 1 },
      { system: '', product: '', entries: 1 },
    ]);
  });

  it('tells where a product changed its mind, and by which model', () => {
    expect(history.changes).toEqual([
      {
        image: 'img_1',
        system: '',
        product: 'frame_detect',
        before: 3,
        after: 1,
        verdict: ['authentic', 'ai_generated'],
        confidence: [0.07, 0.92],
        riskScore: [null, null],
        modelVersion: ['1.1', '1.2'],
      },
      expect.objectContaining({ before: 2, after: 11, verdict: ['ai_generated', 'authentic'] }),
    ]);
  });

  it('sets results that speak for the image beside those that speak against it', () => {
    expect(history.contradictions).toEqual([
      { image: 'img_1', topic: 'origin', for: [3, 11], against: [1, 2], sameModel: true },
    ]);
  });

  it('has the changes of settings, keys and people within a day, and what shows them', () => {
    const { administration } = history;
    expect(administration?.entries.map(({ row }) => row.id)).toEqual([6, 7, 9]);
    expect(administration?.count).toBe(3);
    expect([...matchedIds(db, { query: administration?.query ?? '' }, unwatched)]).toEqual([6, 7, 9]);
    expect(new Date(administration?.from ?? 0).toISOString()).toBe('2025-11-11T10:00:00.000Z');
    expect(new Date(administration?.to ?? 0).toISOString()).toBe('2025-11-22T12:00:00.000Z');
  });

  it('gives the part that is asked for, and says the same of all', () => {
    const part = imageHistory(db, { image: 'img_1', offset: 1, limit: 2 }, unwatched);
    expect(part.entries.map(({ row }) => row.id)).toEqual([1, 4]);
    expect({ ...part, entries: history.entries }).toEqual(history);
  });
});

describe('the history of a claim', () => {
  const history = claimHistory(db, { claim: 'C-1', ...all }, unwatched);

  it('has its images, its last decision and what came before that', () => {
    expect(history.entries.map(({ row, kind }) => [row.id, kind])).toEqual([
      [3, 'detection'],
      [1, 'detection'],
      [4, 'detection'],
      [2, 'detection'],
      [10, 'access'],
    ]);
    expect(history.images).toEqual([
      { image: 'img_1', entries: 4, detections: 4 },
      { image: 'img_2', entries: 1, detections: 0 },
    ]);
    expect(history.decision).toEqual({ entry: 1, action: 'escalated', detections: [3, 1], actions: [] });
  });

  it('states what is not there, with what shows it', () => {
    expect(history.missing.map(({ code }) => code)).toEqual([
      'NO_SUBMISSION',
      'NO_PERSON',
      'NO_MODEL_VERSION',
      'NO_TIME',
      'IMAGE_WITHOUT_DETECTION',
      'ESCALATION_UNANSWERED',
    ]);
    const shown = Object.fromEntries(
      history.missing.flatMap(({ code, query }) =>
        query === null ? [] : [[code, [...matchedIds(db, { query }, unwatched)]]],
      ),
    );
    expect(shown).toEqual({
      NO_MODEL_VERSION: [4],
      NO_TIME: [10],
      IMAGE_WITHOUT_DETECTION: [10],
      ESCALATION_UNANSWERED: [1],
    });
  });

  it('says of how many entries what its query shows', () => {
    const events = makeCase([
      detection('a', '2025-11-01T00:00:00.000Z', { confidence: 0.5 }),
      detection('b', '2025-11-02T00:00:00.000Z', { verdict: 'low', model_version: '1' }),
      { values: { case_id: 'C-1', event_type: 'moderation.completed', time: 'soon' } },
      { values: { case_id: 'C-1', event_type: 'moderation.created' } },
    ]);
    const { missing } = claimHistory(events, { claim: 'C-1', ...all }, unwatched);
    expect(counted(missing, events)).toEqual([
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
  });

  it('is empty for a claim that nothing names, and says so', () => {
    const none = claimHistory(db, { claim: 'no "such" claim', ...all }, unwatched);
    expect(none).toMatchObject({ count: 0, entries: [], lanes: [], administration: null, decision: null });
    expect(none.missing.map(({ code }) => code)).toEqual([
      'NO_SUBMISSION',
      'NO_DETECTION',
      'NO_PERSON',
      'NO_DECISION',
    ]);
    expect(parseQuery(none.query)).toMatchObject({ values: ['no "such" claim'] });
  });
});

it('holds a claim against its decision, even where nothing led to it', () => {
  const bare = makeCase([
    { values: { case_id: 'C', event_type: 'moderation.overridden', time: '2025-11-02T00:00:00.000Z' } },
    { values: { case_id: 'C', event_type: 'moderation.created', time: '2025-11-01T00:00:00.000Z' } },
  ]);
  const history = claimHistory(bare, { claim: 'C', ...all }, unwatched);
  expect(history.decision).toEqual({ entry: 1, action: 'overridden', detections: [], actions: [] });
  expect(history.missing.map(({ code }) => code)).toEqual(['NO_DETECTION', 'NOTHING_BEFORE_DECISION']);
});

const nothing = Object.fromEntries(
  ['event_type', 'action', 'verdict', 'confidence', 'risk_score'].map((name) => [name, null]),
) as unknown as ColumnValues;

it.each<[Partial<ColumnValues>, string, string | null]>([
  [{ event_type: 'moderation.created', action: 'create' }, 'submission', null],
  [{ event_type: 'moderation.overridden', action: 'update' }, 'action', 'overridden'],
  [{ event_type: 'moderation.flagged' }, 'detection', null],
  [{ event_type: 'webhook.updated', action: 'update' }, 'administration', null],
  [{ event_type: 'user.removed', action: 'delete' }, 'administration', null],
  [{ event_type: 'webhook.failed' }, 'other', null],
  [{ event_type: 'data_access', action: 'case_viewed' }, 'access', null],
  [{ event_type: 'authentication', action: 'user_login' }, 'access', null],
  [{ verdict: 'red', action: 'block' }, 'detection', 'block'],
  [{ risk_score: 3, action: 'warn' }, 'detection', null],
  [{ action: 'approved' }, 'action', 'approved'],
  [{}, 'other', null],
])('%j is of the kind %s', (values, kind, decision) => {
  expect(kindOf({ ...nothing, ...values })).toBe(kind);
  expect(decisionOf({ ...nothing, ...values })).toBe(decision);
});

it('says nothing of what is missing, nor of what came last, where it has not looked at all', () => {
  const many = Array.from({ length: 20_000 }, () => ({
    values: { case_id: 'C', event_type: 'moderation.escalated', time: '2025-11-01T00:00:00.000Z' },
  }));
  const last = { event_type: 'moderation.overridden', time: '2025-11-02T00:00:00.000Z', verdict: 'low' };
  const large = makeCase([...many, { values: { case_id: 'C', image_id: 'img', ...last } }]);
  const history = claimHistory(large, { claim: 'C', offset: 0, limit: 1 }, unwatched);
  expect(history).toMatchObject({ count: 20_001, examined: 20_000, decision: null });
  expect(history.missing.map(({ code }) => code)).toEqual(['NOT_ALL_EXAMINED']);
});
