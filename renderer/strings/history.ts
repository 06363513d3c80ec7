import type { Contradiction, HistoryKind } from '../../shared/domain/history.ts';
import { counted, countText } from '../text/numbers.ts';

export const history = {
  image: {
    title: 'Images',
    help: 'Everything the case holds of one image: only what entries state.',
    search: 'Find an image',
    none: 'No entry names an image',
    unfound: 'No image is called that',
    loading: 'Reading what the case holds of the image',
    found: (count: number) => counted(count, 'image'),
  },
  claim: {
    title: 'Claims',
    help: 'Everything the case holds of one claim: only what entries state.',
    search: 'Find a claim',
    none: 'No entry names a claim',
    unfound: 'No claim is called that',
    loading: 'Reading what the case holds of the claim',
    found: (count: number) => counted(count, 'claim'),
  },
  unfoundHelp: 'The search looks for what the name contains, in any case.',
  noneHelp: 'Neither a column nor a mapping gives one.',
  searching: 'Looking through the names',
  unlisted: (missing: number) => `${counted(missing, 'entry names', 'entries name')} none`,
  entries: (count: number) => counted(count, 'entry', 'entries'),
  review: 'Show in Review',
  claims: 'Claims',
  images: 'Images',
  examined: (examined: number, count: number) =>
    `Of ${counted(count, 'entry', 'entries')} the first ${countText(examined)} were looked at. Review has all of them.`,
  listed: (listed: number, count: number) =>
    `The first ${countText(listed)} of ${counted(count, 'entry', 'entries')}. Review has all of them.`,
  contradictions: 'Contradictions',
  contradiction: (found: Contradiction, image: string) =>
    `Results on ${found.topic === 'origin' ? 'the origin' : 'the provenance'} of ${image} contradict each other: ${countText(found.for.length)} speak for it, ${countText(found.against.length)} against it${found.sameModel ? ', some by the same model version' : ''}.`,
  changes: (count: number) => counted(count, 'change of results', 'changes of results'),
  changedAfter: (results: string, model: string) => `${results} after ${model}`,
  newModel: (model: string) => `the same by ${model}`,
  nothing: 'none',
  missing: 'What is not there',
  missingHelp: 'That no entry says so does not mean that it did not happen.',
  showThese: 'Show the entries',
  decision: 'Last decision',
  noDecision: 'No entry says how this claim was decided.',
  decidedBefore: (detections: number, actions: number) =>
    `Before it: ${counted(detections, 'result')} and ${counted(actions, 'action')}.`,
  basis: 'Results before it',
  more: (count: number) => `${countText(count)} more`,
  administration: (count: number, listed: number) =>
    count === 0
      ? 'No administrative event from a day before the first entry to a day after the last.'
      : `${counted(count, 'administrative event')} from a day before the first entry to a day after the last${listed < count ? `, the first ${countText(listed)} shown` : ''}.`,
  timeline: 'Timeline',
  time: 'Time',
  noTime: 'time not understood',
  entry: 'Entry',
  noProduct: 'no product stated',
  /** On paper. */
  printed: {
    title: (subject: 'image' | 'claim', name: string) =>
      `History of ${subject} ${name === '' ? 'without a name' : name}`,
    found: 'Found',
    printed: 'Printed',
    lane: 'Lane',
    says: 'What it states',
    place: 'Source, record',
    at: (source: number, ordinal: number) => `${countText(source)}, ${countText(ordinal + 1)}`,
    sources: 'Sources of these entries',
    legend:
      'Only what entries state, in the order of the times that they state; what stands before something is not said to be its reason. A record is counted within its source, from 1. Nothing here is a legal conclusion.',
  },
  kinds: {
    submission: 'Submission',
    detection: 'Results',
    action: 'Human actions',
    access: 'Access',
    other: 'Other',
    administration: 'Administrative events',
  } satisfies Record<HistoryKind, string>,
};
