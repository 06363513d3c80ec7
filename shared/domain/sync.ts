import type { SourceInfo } from './case.ts';
import type { ImportResult } from './import.ts';
import type { Finding } from './verification.ts';

/** The systems that entries are acquired from over their own API. */
export const syncSystems = ['itsreal', 'indigiarmor', 'verbitas', 'klyra'] as const;
export type SyncSystem = (typeof syncSystems)[number];

/** How long a system keeps entries, on one of its plans. */
export interface RetentionPlan {
  readonly plan: string;
  /** Null where it keeps them without an end. */
  readonly days: number | null;
}

/** What a person can choose of a system's API, as its own documentation has it. */
export interface ApiFacts {
  readonly system: SyncSystem;
  /** Where the vendor runs it; an installation of one's own is somewhere else. */
  readonly address: string;
  /** The API's own parameter names beside those of the period. */
  readonly filters: readonly ApiFilter[];
  readonly limit: { readonly usual: number; readonly most: number | null };
  readonly retention: readonly RetentionPlan[];
  /** Whether one entry can be asked for by its id. */
  readonly single: boolean;
}

export interface ApiFilter {
  readonly name: string;
  /** Where the documentation lists all of them. */
  readonly values?: readonly string[];
  /** It takes several values. */
  readonly list?: boolean;
  /** None of its values holds a comma, so that several may be given in one text. */
  readonly words?: boolean;
  /** It changes in which form entries come, not which ones. */
  readonly form?: boolean;
}

const limit: ApiFilter = { name: 'limit', form: true };

export const apiFacts: Readonly<Record<SyncSystem, ApiFacts>> = {
  itsreal: {
    system: 'itsreal',
    address: 'https://api.itsreal.media',
    filters: [{ name: 'product' }, { name: 'verdict' }, { name: 'action' }, limit],
    limit: { usual: 100, most: null },
    retention: [{ plan: 'default', days: 730 }],
    single: false,
  },
  indigiarmor: {
    system: 'indigiarmor',
    address: 'https://indigiarmor.com',
    filters: [{ name: 'tier', values: ['green', 'yellow', 'red'] }, limit],
    limit: { usual: 100, most: 100 },
    retention: [
      { plan: 'Trial', days: 7 },
      { plan: 'Pro, Starter', days: 30 },
      { plan: 'Education, Professional', days: 365 },
      { plan: 'Enterprise', days: null },
    ],
    single: true,
  },
  verbitas: {
    system: 'verbitas',
    address: 'https://api.verbitas.io',
    filters: [
      { name: 'event_type' },
      { name: 'asset_id' },
      { name: 'format', values: ['json', 'ndjson'], form: true },
      limit,
    ],
    limit: { usual: 1000, most: 1000 },
    retention: [
      { plan: 'Free, Developer', days: 30 },
      { plan: 'Growth', days: 365 },
      { plan: 'Enterprise', days: 2555 },
    ],
    single: false,
  },
  klyra: {
    system: 'klyra',
    address: 'https://api.klyra.io',
    filters: [
      { name: 'event_types', list: true, words: true },
      { name: 'actors', list: true },
      { name: 'resources', list: true },
      { name: 'status', values: ['success', 'failure'] },
      { name: 'client_ip' },
      { name: 'format', values: ['json', 'csv'], form: true },
      limit,
    ],
    limit: { usual: 100, most: null },
    retention: [
      { plan: 'Startup', days: 30 },
      { plan: 'Business', days: 90 },
      { plan: 'Enterprise', days: 365 },
    ],
    single: false,
  },
};

/** A filter's values by the API's own name. */
export type SyncFilters = Readonly<Record<string, readonly string[]>>;

/** What a sync asked for, and how far that is proven to be all. */
export interface Acquisition {
  readonly id: number;
  /** The source that came of it; null while it is not done. */
  readonly source: number | null;
  readonly system: SyncSystem;
  /** The base URL. */
  readonly origin: string;
  /** What was asked of the API, ISO 8601 in UTC; null where it was asked without that bound. */
  readonly from: string | null;
  readonly to: string;
  /** From this time on, by the server's clock, this and earlier acquisitions hold everything without a gap. */
  readonly since: string | null;
  /** Entries up to this time can be in it; later ones may have been logged after the API was asked. */
  readonly covered: string;
  readonly filters: SyncFilters;
  readonly entry: string | null;
  /** The period as the person gave it. To ask for the same again is to go on with an acquisition that is not done. */
  readonly asked: { readonly from: string | null; readonly to: string | null; readonly full: boolean };
  readonly started: string;
  /** Null while it is not done. */
  readonly ended: string | null;
  readonly complete: boolean | null;
  /** One sentence. */
  readonly reason: string | null;
  readonly requests: number;
  /** How many entries the API says there are; null where it does not say. */
  readonly reported: number | null;
  /** Records fetched so far, those that came twice counted twice. */
  readonly records: number;
  /** How far the server's clock is ahead of this machine's, in milliseconds; null where it did not tell the time. */
  readonly clockOffset: number | null;
  /** SHA-256 of the server's certificate, hex with colons; null without TLS. */
  readonly peer: string | null;
}

/** What a system deletes, since its plan keeps nothing that is older. */
export interface Horizon extends RetentionPlan {
  /** Entries before this time are gone, ISO 8601 in UTC; null if nothing is deleted. */
  readonly horizon: string | null;
  /** When the oldest entry of this source will be deleted from the system. */
  readonly oldestUntil: string | null;
}

/** What became of entries that an earlier source of the same trail has, or should have had. */
export interface OverlapResult {
  readonly source: number;
  readonly changed: number;
  readonly vanished: number;
  readonly late: number;
}

/** A source that was acquired, with the statement of its completeness. */
export interface SyncedSource extends SourceInfo {
  readonly complete: boolean;
  readonly reason: string;
  readonly requests: number;
  readonly reported: number | null;
  readonly acquisition: Acquisition;
  readonly retention: readonly Horizon[];
  readonly overlaps: readonly OverlapResult[];
  /** The first of what changed, vanished or came late. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

export interface SyncResult extends Omit<ImportResult, 'sources'> {
  readonly sources: readonly SyncedSource[];
}

/** What a first request, for one entry at most, says of a connection. */
export interface ConnectionTest {
  readonly origin: string;
  readonly status: number;
  /** Entries in the answer: 0 or 1. */
  readonly records: number;
  readonly reported: number | null;
  readonly clockOffset: number | null;
  readonly peer: string | null;
  readonly elapsedMs: number;
}
