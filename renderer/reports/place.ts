import { type ReportQuestion, type ReportWish, reportQuestions } from '../../shared/domain/guided-report.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { columnOf, type Subject } from '../history/subject.ts';
import { toggleValue } from '../query/term-edit.ts';

export const reportSteps = ['question', 'scope', 'answer', 'coverage', 'export'] as const;
export type ReportStep = (typeof reportSteps)[number];
export const reportTabs = ['make', 'check'] as const;
export type ReportTab = (typeof reportTabs)[number];

type OfSubjects<T> = Readonly<Record<Subject, T>>;

/** Where a person is on the reports screen, and what they asked. */
export interface ReportPlace {
  readonly tab: ReportTab;
  readonly step: ReportStep;
  /** Null before one was chosen. */
  readonly question: ReportQuestion | null;
  readonly subjects: OfSubjects<string | null>;
  readonly searches: OfSubjects<string>;
  /** Narrows the questions that are about no claim or image. */
  readonly query: string;
}

export const firstReportPlace: ReportPlace = {
  tab: 'make',
  step: 'question',
  question: null,
  subjects: { claim: null, image: null },
  searches: { claim: '', image: '' },
  query: '',
};

/** What the question is about, beside the entries of the case. */
export function subjectOf(question: ReportQuestion): Subject | null {
  return question === 'claim' || question === 'image' ? question : null;
}

/** What is asked; null as long as the question, or what it is about, is not chosen. Of a subject all entries are looked at. */
export function wishOf({ question, subjects, query }: ReportPlace): ReportWish | null {
  if (question === null) return null;
  const of = subjectOf(question);
  if (of === null) return { question, subject: null, query: query.trim() };
  const subject = subjects[of];
  // A name that is an empty text is no id.
  return subject === null || subject === '' ? null : { question, subject, query: '' };
}

export function isSameWish(one: ReportWish, other: ReportWish): boolean {
  return one.question === other.question && one.subject === other.subject && one.query === other.query;
}

/** Finds the entries that name the subject, or match the query. */
export function scopeQuery({ question, subject, query }: ReportWish): string {
  const of = subjectOf(question);
  return of === null || subject === null ? query : toggleValue('', columnOf[of], subject);
}

/** From the history of a claim or an image: the question about it, ready to be made. */
export function askedAbout(before: ReportPlace, subject: Subject, value: string): ReportPlace {
  return {
    ...before,
    tab: 'make',
    step: 'scope',
    question: subject,
    subjects: { ...before.subjects, [subject]: value },
    searches: { ...before.searches, [subject]: '' },
  };
}

/** What was stored may come from another version of this program: what is not recognized begins anew. */
export function readReportPlace(stored: unknown): ReportPlace | null {
  const { tab, step, question, subjects, searches, query } = (stored ?? {}) as Partial<
    Record<keyof ReportPlace, unknown>
  >;
  const knownTab = reportTabs.find((each) => each === tab);
  const knownStep = reportSteps.find((each) => each === step);
  const known = reportQuestions.find((each) => each === question) ?? null;
  const chosen = readOfSubjects(subjects, (value) => value === null || typeof value === 'string');
  const searched = readOfSubjects(searches, (value) => typeof value === 'string');
  if (!knownTab || !knownStep || !chosen || !searched || !isQuery(query)) return null;
  return {
    tab: knownTab,
    step: known === null ? 'question' : knownStep,
    question: known,
    subjects: chosen as OfSubjects<string | null>,
    searches: searched as OfSubjects<string>,
    query,
  };
}

function isQuery(stored: unknown): stored is string {
  try {
    if (typeof stored === 'string') parseQuery(stored);
    return typeof stored === 'string';
  } catch {
    return false;
  }
}

function readOfSubjects(stored: unknown, isValue: (value: unknown) => boolean): OfSubjects<unknown> | null {
  const { claim, image } = (stored ?? {}) as Partial<Record<Subject, unknown>>;
  return isValue(claim) && isValue(image) ? { claim, image } : null;
}
