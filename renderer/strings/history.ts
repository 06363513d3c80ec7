import type { Contradiction, HistoryKind } from '../../shared/domain/history.ts';
import { counted, countText } from '../text/numbers.ts';

export const history = {
  image: {
    title: 'Images',
    help: 'Everything in the case about one image, as the entries state it.',
    search: 'Find an image',
    none: 'No entry names an image',
    unfound: 'No image has that name',
    loading: 'Reading the history of the image',
    found: (count: number) => counted(count, 'image'),
  },
  claim: {
    title: 'Claims',
    help: 'Everything in the case about one claim, as the entries state it.',
    search: 'Find a claim',
    none: 'No entry names a claim',
    unfound: 'No claim has that name',
    loading: 'Reading the history of the claim',
    found: (count: number) => counted(count, 'claim'),
  },
  unfoundHelp: 'Any part of the name can be searched for, in upper or lower case.',
  noneHelp: 'Neither the system’s own columns nor a mapping provide one.',
  searching: 'Looking through the names',
  unlisted: (missing: number) => `${counted(missing, 'entry names', 'entries name')} none`,
  entries: (count: number) => counted(count, 'entry', 'entries'),
  review: 'Show in Review',
  claims: 'Claims',
  images: 'Images',
  examined: (examined: number, count: number) =>
    `The first ${countText(examined)} of ${counted(count, 'entry', 'entries')} were examined. Review shows all of them.`,
  listed: (listed: number, count: number) =>
    `The first ${countText(listed)} of ${counted(count, 'entry', 'entries')}. Review shows all of them.`,
  contradictions: 'Contradictions',
  contradiction: (found: Contradiction, image: string) =>
    `Results on ${found.topic === 'origin' ? 'the origin' : 'the provenance'} of ${image} contradict each other: ${countText(found.for.length)} for, ${countText(found.against.length)} against${found.sameModel ? ', some by the same model version' : ''}.`,
  changes: (count: number) => counted(count, 'change of results', 'changes of results'),
  changedAfter: (results: string, model: string) => `${results} after ${model}`,
  newModel: (model: string) => `the same by ${model}`,
  nothing: 'none',
  missing: 'What the entries do not state',
  missingHelp: 'What no entry states may still have happened.',
  showThese: 'Show the entries',
  decision: 'Last decision',
  noDecision: 'No entry states a decision on this claim.',
  decidedBefore: (detections: number, actions: number) =>
    `Up to it: ${counted(detections, 'result')} and ${counted(actions, 'action')}.`,
  basis: 'Results up to it',
  more: (count: number) => `${countText(count)} more`,
  earlier: (count: number) => `${counted(count, 'earlier result')} in the timeline`,
  administration: (count: number, listed: number) =>
    count === 0
      ? 'No administrative event from a day before the first entry to a day after the last.'
      : `${counted(count, 'administrative event')} from a day before the first entry to a day after the last${listed < count ? `, the first ${countText(listed)} shown` : ''}.`,
  timeline: 'Timeline',
  time: 'Time',
  noTime: 'time not readable',
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
      'Only what entries state, in the order of the times they state; that one event comes before another does not make it the cause. Records are counted within their source, from 1. Nothing here is a legal conclusion.',
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
