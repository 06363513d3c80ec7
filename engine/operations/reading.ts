import type { CallContext } from '../../shared/contract/server.ts';
import { extract } from '../case/extract.ts';
import { compareSources } from '../compare/compare-sources.ts';
import { compareConflict, compareEntries } from '../conflict/compare.ts';
import { conflicts } from '../conflict/list.ts';
import { exportCustody } from '../custody/export.ts';
import { custodyEvents } from '../custody/log.ts';
import { custodyState, searchCustody } from '../custody/search.ts';
import { entryBytes, entryDetail } from '../entry/detail.ts';
import { recordsAround } from '../entry/nearby.ts';
import { relatedEntries } from '../entry/related.ts';
import { claimHistory, imageHistory } from '../history/history.ts';
import {
  countQuarantined,
  exportQuarantined,
  quarantinedBytes,
  quarantinedSpans,
} from '../import/quarantine.ts';
import { answerWhole } from '../query/answer.ts';
import { caseFields } from '../query/case-fields.ts';
import type { exportRows } from '../query/export/export.ts';
import { countFacets } from '../query/facets.ts';
import { countHistogram } from '../query/histogram/histogram.ts';
import { preloading } from '../query/index/preload.ts';
import { checkIndex } from '../query/index/segment/check.ts';
import { rangeOfField } from '../query/range.ts';
import { countEntries, pageOfEntries, positionOfEntry } from '../query/results.ts';
import { countTerms } from '../query/terms-report.ts';
import { valuesOfField } from '../query/values.ts';
import { lastReport } from '../verify/last-report.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Questions that only read. */
export function readingHandlers(thread: CaseThread): Part<In<'reading'>> {
  return {
    'quarantine.list': (input) => quarantinedSpans(thread.db, input),
    'quarantine.count': ({ source }) => countQuarantined(thread.db, source),
    'quarantine.raw': ({ id, offset, length }) =>
      quarantinedBytes(thread.db, id, offset, length).toString('base64'),
    'quarantine.export': async (input, { progress }) =>
      exportQuarantined(thread.db, input, thread.context(progress)),
    'custody.search': (input) => searchCustody(thread.db, input),
    'custody.state': () => custodyState(thread.db),
    'record.around': (input) => recordsAround(thread.db, input),
    'entry.compare': ({ first, second }) => compareEntries(thread.db, first, second),
    'verify.last': () => lastReport(thread.db),
    'query.count': async ({ query }, asker) => countEntries(thread.db, query, await thread.turn(asker)),
    'query.page': async (input, asker) => pageOfEntries(thread.db, input, await thread.turn(asker)),
    'query.position': async (input, asker) => positionOfEntry(thread.db, input, await thread.turn(asker)),
    'query.facets': async (input, asker) => countFacets(thread.db, input, await thread.turn(asker)),
    'index.preload': async (_, asker) => {
      const context = await thread.idle(asker);
      for (const _ of preloading(thread.db, context)) await thread.idle(asker);
      return null;
    },
    'index.check': async (_input, { progress }) => checkIndex(thread.db, thread.context(progress)),
    'query.answer': async (input, asker) => answerWhole(thread.db, input, await thread.turn(asker)),
    'query.histogram': async (input, asker) => countHistogram(thread.db, input, await thread.turn(asker)),
    'query.values': async (input, asker) => valuesOfField(thread.db, input, await thread.turn(asker)),
    'query.fields': async (_, asker) => caseFields(thread.db, await thread.turn(asker)),
    'query.terms': async (input, { progress }) => countTerms(thread.db, input, thread.context(progress)),
    'entry.related': async (input, asker) => relatedEntries(thread.db, input, await thread.turn(asker)),
    'history.image': async (input, asker) => imageHistory(thread.db, input, await thread.turn(asker)),
    'history.claim': async (input, asker) => claimHistory(thread.db, input, await thread.turn(asker)),
    'query.range': async (input, asker) => rangeOfField(thread.db, input, await thread.turn(asker)),
    'query.stream': (input, asker) => streamed(thread, input, asker),
    'query.export': async (input, { progress }) => {
      const { exportEntries } = await exporting();
      return exportEntries(thread.db, input, thread.context(progress));
    },
    'entry.detail': async ({ id }, asker) => entryDetail(thread.db, id, await thread.turn(asker)),
    'entry.raw': ({ id, offset, length }) => entryBytes(thread.db, id, offset, length).toString('base64'),
    'conflict.list': (input) => conflicts(thread.db, input),
    'conflict.compare': ({ id }) => compareConflict(thread.db, id),
    'source.compare': async (input, { progress }) =>
      compareSources(thread.db, input, thread.context(progress)),
    'custody.export': async (input, { progress }) =>
      exportCustody(thread.db, input, thread.context(progress)),
    'custody.list': ({ after, limit }) => custodyEvents(thread.db, after).take(limit).toArray(),
    'extract.run': async (input, { progress }) => extract(thread.db, input, thread.context(progress)),
  };
}

/** Loaded when first needed: the library for workbooks is as large as all the rest of a thread. */
const exporting = () => import('../query/export/export.ts');

/** Pieces as text that JSON can carry; between two the thread looks at its messages. */
async function* streamed(thread: CaseThread, input: Parameters<typeof exportRows>[1], asker: CallContext) {
  const { exportRows } = await exporting();
  const context = await thread.turn(asker);
  for (const piece of exportRows(thread.db, input, context)) {
    yield piece.toString('base64');
    await thread.turn(asker);
  }
}
