import type { ChainedEvent } from '../custody/events.ts';
import type { CodingLayout } from './layout.ts';

/** An annotation event and what became of it. */
export interface AnnotationEvent extends ChainedEvent {
  /** How many entries of this case it is about; one that is about no entry (a layout) has 0. */
  readonly entries: number;
  /** The event that undid this one and was not undone itself; null if this one is in effect. */
  readonly reversedBy: number | null;
}

/** Entries by their numbers in this case file, at least one. */
export interface FoundEntries {
  /** The set as the case file stores it, base64. */
  readonly set: string;
  readonly entries: number;
  /** The least of the numbers. */
  readonly first: number;
}

export interface AddedAnnotation {
  readonly event: ChainedEvent;
  /** How many entries it is about. */
  readonly entries: number;
}

export interface AddedAnnotations {
  readonly events: readonly ChainedEvent[];
  /** How many entries each is about. */
  readonly entries: number;
}

export interface AnnotationPage {
  /** Newest first. */
  readonly events: readonly AnnotationEvent[];
  /** All that were asked for, on this page or not. */
  readonly total: number;
}

/** Who said a thing, when, and in which event. */
export interface Saying {
  readonly event: number;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

/** What is effectively said of one entry. */
export interface EntryMarks {
  readonly tags: readonly string[];
  readonly codes: readonly ({ readonly field: string; readonly value: string } & Saying)[];
  readonly notes: readonly ({ readonly text: string } & Saying)[];
  readonly reviewed: boolean;
  readonly privileged: boolean;
}

/** How far the review of a case is. */
export interface AnnotationSummary {
  readonly entries: number;
  readonly reviewed: number;
  readonly privileged: number;
  readonly noted: number;
  /** Events in all, reversed ones too. */
  readonly events: number;
  /** By how many entries; the most first. */
  readonly tags: readonly { readonly tag: string; readonly entries: number }[];
  readonly codes: readonly {
    readonly field: string;
    readonly values: readonly { readonly value: string; readonly entries: number }[];
  }[];
}

export interface LayoutAnswer {
  readonly layout: CodingLayout;
  /** The event that set it; null for the proposed one, which forbids nothing. */
  readonly set: Saying | null;
}
