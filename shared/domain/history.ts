import type { EntryRow } from './case.ts';
import type { VerdictTopic } from './verdicts.ts';

/**
 * What an entry is in a history, by what its columns state: something was submitted; something was judged; a person or the
 * system acted on it; somebody looked at it; settings, keys, webhooks or people changed.
 */
export type HistoryKind = 'submission' | 'detection' | 'action' | 'access' | 'administration' | 'other';

export interface HistoryEntry {
  readonly row: EntryRow;
  readonly kind: HistoryKind;
  /** Of its source. */
  readonly system: string;
  /** Milliseconds since 1970-01-01 UTC, rounded down; null where its time is absent or not understood. */
  readonly ms: number | null;
}

/** One product of one system; '' where entries state no product. */
export interface Lane {
  readonly system: string;
  readonly product: string;
  readonly entries: number;
}

/** Two results of one lane on one image, one after the other, that differ. */
export interface Change {
  readonly image: string;
  readonly system: string;
  readonly product: string;
  /** Numbers of the entries. */
  readonly before: number;
  readonly after: number;
  readonly verdict: readonly [string | null, string | null];
  readonly confidence: readonly [number | null, number | null];
  readonly riskScore: readonly [number | null, number | null];
  readonly modelVersion: readonly [string | null, string | null];
}

/** Results on one image that speak for it and against it. */
export interface Contradiction {
  readonly image: string;
  readonly topic: VerdictTopic;
  /** Numbers of the entries, in the order of their times. */
  readonly for: readonly number[];
  readonly against: readonly number[];
  /** Whether one product says both by one model version. */
  readonly sameModel: boolean;
}

/** Something that one would look for in such a history and that is not in it. */
export interface Missing {
  /** Upper case, such as NO_SUBMISSION. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  /** What shows the entries that it is about; null where there are none. */
  readonly query: string | null;
}

/** Administrative events from `from` to `to`, both included: the time of the history, and a day before and after it. */
export interface Administration {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly query: string;
  /** The first of them. */
  readonly entries: readonly HistoryEntry[];
}

/** What the case holds of one image or one claim. Only what entries state: nothing is concluded from it. */
export interface History {
  readonly query: string;
  readonly count: number;
  /** Entries that changes, contradictions and what is missing were looked for in: the first, in the order of their times. */
  readonly examined: number;
  /** In the order of their times, those without one last; as many as were asked for. */
  readonly entries: readonly HistoryEntry[];
  readonly lanes: readonly Lane[];
  readonly changes: readonly Change[];
  readonly contradictions: readonly Contradiction[];
  readonly missing: readonly Missing[];
  /** Null where no entry has a time that is understood. */
  readonly administration: Administration | null;
}

export interface ImageHistory extends History {
  readonly image: string;
  /** The claims that its entries name. */
  readonly claims: readonly string[];
}

/** One image of a claim. */
export interface ClaimImage {
  readonly image: string;
  readonly entries: number;
  readonly detections: number;
}

/** The last action of a claim that decides, and what came before it. */
export interface Decision {
  readonly entry: number;
  readonly action: string;
  /** Detections before it, in the order of their times. */
  readonly detections: readonly number[];
  /** Actions before it. */
  readonly actions: readonly number[];
}

export interface ClaimHistory extends History {
  readonly claim: string;
  readonly images: readonly ClaimImage[];
  /** Null where no entry decides. */
  readonly decision: Decision | null;
}
