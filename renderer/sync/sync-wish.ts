import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { type Acquisition, apiFacts, type SyncSystem, syncSystems } from '../../shared/domain/sync.ts';

/** What a person wrote into the form; the key is not part of it, so that it is stored nowhere. */
export interface SyncWish {
  readonly system: SyncSystem;
  readonly baseUrl: string;
  readonly caFile: string;
  readonly from: string;
  readonly to: string;
  /** By the API's own name, as it was typed. */
  readonly filters: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly full: boolean;
  readonly follow: boolean;
  readonly seconds: string;
}

export function newWish(system: SyncSystem): SyncWish {
  return {
    system,
    baseUrl: apiFacts[system].address,
    caFile: '',
    from: '',
    to: '',
    filters: {},
    entry: '',
    full: false,
    follow: false,
    seconds: '60',
  };
}

/** The form for another system. An address that was written stays: it may be that of one's own installation. */
export function wishOf(system: SyncSystem, { follow, seconds, ...before }: SyncWish): SyncWish {
  const made = newWish(system);
  const isOwn = before.baseUrl.trim() !== '' && before.baseUrl !== newWish(before.system).baseUrl;
  const { from, to, caFile } = before;
  return { ...made, from, to, caFile, follow, seconds, baseUrl: isOwn ? before.baseUrl : made.baseUrl };
}

type Input = InputOf<Operations['sync.run']>;

export function connectionOf(
  { system, baseUrl, caFile }: SyncWish,
  key: string,
): InputOf<Operations['sync.test']> {
  return { system, baseUrl: baseUrl.trim(), key, ...(caFile.trim() === '' ? {} : { caFile: caFile.trim() }) };
}

/** A system that is asked for an entry by its id is asked for nothing else. */
export function isForOneEntry({ system, entry }: SyncWish): boolean {
  return apiFacts[system].single && entry.trim() !== '';
}

/** What the engine is asked for. */
export function inputOf(wish: SyncWish, key: string): Input {
  const { from, to, entry, full, follow, seconds } = wish;
  const one = isForOneEntry(wish);
  return {
    ...connectionOf(wish, key),
    filters: filtersOf(wish),
    full,
    ...(one ? { entry: entry.trim() } : {}),
    ...(one || from.trim() === '' ? {} : { from: from.trim() }),
    ...(one || to.trim() === '' ? {} : { to: to.trim() }),
    ...(follow && !one ? { follow: Number(seconds) } : {}),
  };
}

function filtersOf({ system, filters }: SyncWish): Record<string, string[]> {
  const set = apiFacts[system].filters.flatMap(({ name, list }) => {
    const text = filters[name]?.trim() ?? '';
    const values = list ? text.split(',').map((value) => value.trim()) : [text];
    const given = values.filter((value) => value !== '');
    return given.length === 0 ? [] : [[name, given] as const];
  });
  return Object.fromEntries(set);
}

export function secondsFault({ follow, seconds }: SyncWish): boolean {
  return follow && !(/^\d+$/.test(seconds.trim()) && Number(seconds) >= 1 && Number(seconds) <= 86_400);
}

/** The form that asks for the same as an acquisition that is not done: it goes on with it. */
export function wishOfAcquisition({ system, origin, asked, filters, entry }: Acquisition): SyncWish {
  return {
    ...newWish(system),
    baseUrl: origin,
    from: asked.from ?? '',
    to: asked.to ?? '',
    full: asked.full,
    entry: entry ?? '',
    filters: Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values.join(', ')])),
  };
}

/** What was kept of the last form; null where it is none. */
export function readWish(stored: unknown): SyncWish | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { system, filters, ...rest } = stored as Partial<Record<keyof SyncWish, unknown>>;
  const known = syncSystems.find((name) => name === system);
  if (known === undefined || typeof filters !== 'object' || filters === null) return null;
  const made = newWish(known);
  const text = (name: 'baseUrl' | 'caFile' | 'from' | 'to' | 'entry' | 'seconds') =>
    typeof rest[name] === 'string' ? rest[name] : made[name];
  const texts = Object.entries(filters).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  return {
    system: known,
    baseUrl: text('baseUrl'),
    caFile: text('caFile'),
    from: text('from'),
    to: text('to'),
    entry: text('entry'),
    seconds: text('seconds'),
    filters: Object.fromEntries(texts),
    full: rest.full === true,
    follow: rest.follow === true,
  };
}
