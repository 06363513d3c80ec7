import type { AxisStatus } from './verification.ts';

/** The questions that a guided report answers: EU AI Act Article 50, DSA Articles 34 and 35, one claim, one image. */
export const reportQuestions = ['ai-act-50', 'dsa-34-35', 'claim', 'image'] as const;
export type ReportQuestion = (typeof reportQuestions)[number];

export const reportFormats = ['html', 'pdf', 'xlsx', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What is asked. */
export interface ReportWish {
  readonly question: ReportQuestion;
  /** The `case_id` or `image_id`; null where the question is about neither. */
  readonly subject: string | null;
  /** Narrows what is looked at, in the query language; '' where nothing is left out. */
  readonly query: string;
}

/** What a figure counts: entries, or the distinct values of a column among them. */
export type FigureUnit = 'entries' | 'images' | 'claims' | 'actors' | 'models' | 'products';

/** A number, and the entries that it was counted from. */
export interface Figure {
  /** Unique in a report, and the same in every report of the question: `identified.images`. */
  readonly id: string;
  /** Words, or in a breakdown a value that entries state: untrusted text. */
  readonly label: string;
  readonly value: number;
  readonly unit: FigureUnit;
  /** Shows exactly the entries that were counted. */
  readonly query: string;
  /** How many it shows. */
  readonly entries: number;
  /** SHA-256, hex, of the content hashes of these entries, 32 bytes each, in the order of source and ordinal. */
  readonly digest: string;
}

/** Figures for the values of one column, or for the months: the most frequent first, months in their order. */
export interface Breakdown {
  readonly id: string;
  readonly title: string;
  /** Of the column of labels: `Verdict`. */
  readonly heading: string;
  readonly figures: readonly Figure[];
  /** Values that are not listed. */
  readonly more: number;
}

/** Something that the entries show, or that is not in them. */
export interface Statement {
  /** Upper case, such as CONTRADICTION or NO_SUBMISSION. */
  readonly code: string;
  /** Sentences; what entries state in them is untrusted text. */
  readonly text: string;
  /** Shows the entries that it is about; null where there are none. */
  readonly query: string | null;
}

/** An entry as a report lists it. All texts are of the entry, and untrusted. */
export interface ReportEntry {
  readonly source: number;
  /** 0-based among the records of its source. */
  readonly ordinal: number;
  /** 1-based line in the file of its source; null where its form has no lines. */
  readonly line: number | null;
  readonly id: string | null;
  /** As the entry writes it. */
  readonly time: string | null;
  readonly product: string | null;
  readonly modelVersion: string | null;
  readonly verdict: string | null;
  readonly confidence: number | null;
  readonly riskScore: number | null;
  readonly event: string | null;
  readonly action: string | null;
  readonly actor: string | null;
  readonly image: string | null;
  readonly claim: string | null;
  /** Of the entry's exact bytes: SHA-256, hex. */
  readonly content: string;
}

/** Entries in the order of their times, those without one last. */
export interface EntryList {
  readonly id: string;
  readonly title: string;
  readonly query: string;
  /** How many there are; `entries` holds the first of them. */
  readonly total: number;
  readonly entries: readonly ReportEntry[];
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** By which rule the entries of this section were chosen, in a sentence or two. */
  readonly rule: string;
  readonly figures: readonly Figure[];
  readonly breakdowns: readonly Breakdown[];
  readonly statements: readonly Statement[];
  readonly lists: readonly EntryList[];
}

/** A source that entries of the report are from, or could be from. */
export interface CoveredSource {
  readonly id: number;
  readonly name: string;
  readonly system: string;
  readonly format: string;
  /** Of the file as it was acquired: hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly entries: number;
  /** Entries of it that the report looked at. */
  readonly inScope: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly conflicts: number;
}

/** Days in UTC without any entry in scope, between the first and the last: both ends included. */
export interface Gap {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** What was not shown to hold: an axis of verification that does not pass. */
export interface Unproven {
  readonly axis: string;
  /** `case`, `source 1`. */
  readonly subject: string;
  readonly status: Exclude<AxisStatus, 'pass'>;
  readonly reason: string;
}

/** What the answer rests on, and what it leaves out. */
export interface Coverage {
  readonly sources: readonly CoveredSource[];
  /** The least and the greatest time in scope, ISO 8601 in UTC; null where no time is understood. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Entries of the case, in scope, out of it; in scope without a time that is understood. */
  readonly figures: readonly Figure[];
  /** The longest first. */
  readonly gaps: readonly Gap[];
  /** Gaps that are not listed. */
  readonly moreGaps: number;
  /** Of the whole case, verified when the report was made. */
  readonly unproven: readonly Unproven[];
  readonly passed: number;
  readonly findings: number;
}

/**
 * The state of the case that a report is of: its last custody event but for exports and openings, which change nothing that
 * a report says. So the same report can be exported twice.
 */
export interface ReportState {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
  /** ISO 8601. */
  readonly time: string;
}

/**
 * A guided report: an answer of which every figure resolves to entries. It states what entries state, and concludes
 * nothing. The same case state and wish give the same report.
 */
export interface GuidedReport {
  /** Of this form of a report. */
  readonly format: 'casebound-report/1';
  /** Of the program. */
  readonly version: string;
  readonly case: { readonly uuid: string; readonly title: string };
  readonly state: ReportState;
  readonly wish: ReportWish;
  /** What is asked, in words. */
  readonly title: string;
  readonly question: string;
  /** Shows all entries that were looked at. */
  readonly scope: string;
  readonly sections: readonly ReportSection[];
  readonly coverage: Coverage;
}

/** A report that was written. */
export interface ReportFile {
  readonly out: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Something that a file says otherwise than the case does now. */
export interface ReportDifference {
  /** Of a figure or a list its id; otherwise the place in the report: `coverage.passed`. */
  readonly id: string;
  /** In words: `Images that were identified`. Untrusted text. */
  readonly what: string;
  /** Shows the entries in the case; null where there is no such query. */
  readonly query: string | null;
  /** In words, untrusted; null where it is not there. */
  readonly file: string | null;
  readonly now: string | null;
}

/** A report in a file, held against the case. */
export interface ReportCheck {
  /** Every figure, list, statement and the coverage are what the case gives, and the file is what Casebound writes for them. */
  readonly same: boolean;
  readonly format: ReportFormat;
  /** Of the file. */
  readonly bytes: number;
  /** Of the file: hex. */
  readonly sha256: string;
  /** Of the program that wrote it, as the file says, and of the one that checked it. */
  readonly version: string;
  readonly checkedBy: string;
  /** What the file says that it is: of this case, at a state that this case had. */
  readonly title: string;
  readonly wish: ReportWish;
  readonly state: ReportState;
  readonly case: GuidedReport['case'];
  /** The first of them, in the order of the report. */
  readonly differences: readonly ReportDifference[];
  /** Differences that are not listed. */
  readonly more: number;
  /**
   * Whether the bytes are what Casebound writes for what the file says; another version may write others. Null where that
   * was not compared: a PDF of which the data differ.
   */
  readonly form: 'same' | 'edited' | null;
  /** Custody events since the state that may change what a report says: all but exports and openings. */
  readonly since: number;
}
