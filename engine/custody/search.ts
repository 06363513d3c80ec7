import { type ChainedEvent, eventBreaks } from '../../shared/custody/events.ts';
import type { CustodyCount, CustodyPage, CustodyState } from '../../shared/domain/custody.ts';
import type { ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { custodyEvents } from './log.ts';

/** Breaks that are told; all are counted. */
const breaksListed = 100;
/** Actors that can be chosen among: a log that somebody else wrote may name any number. */
const valuesListed = 200;

export interface CustodyWish {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  /** Anywhere in what an event says, its hash and its time, whatever the letter case. */
  readonly text?: string | undefined;
  readonly newestFirst: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** The events that match, a page of them: the log is read whole, which takes a second for some hundred thousand events. */
export function searchCustody(db: ReadableDb, wish: CustodyWish): CustodyPage {
  const actions = new Map<string, number>();
  const actors = new Map<string, number>();
  const matching: ChainedEvent[] = [];
  let total = 0;
  const text = wish.text?.toLowerCase() ?? '';
  for (const event of custodyEvents(db)) {
    total++;
    add(actions, event.action);
    add(actors, event.actor);
    if (matches(event, wish, text)) matching.push(event);
  }
  if (wish.newestFirst) matching.reverse();
  return {
    events: matching.slice(wish.offset, wish.offset + wish.limit),
    matched: matching.length,
    total,
    actions: counts(actions),
    actors: counts(actors),
  };
}

function matches(event: ChainedEvent, { action, actor }: CustodyWish, text: string): boolean {
  if (action !== undefined && event.action !== action) return false;
  if (actor !== undefined && event.actor !== actor) return false;
  return text === '' || says(Object.values(event), text);
}

/** Names of details count, and texts as they are: with their quotes and backslashes, not as JSON writes them. */
function says(value: unknown, text: string): boolean {
  if (typeof value !== 'object' || value === null) return String(value).toLowerCase().includes(text);
  return Object.entries(value).some(
    ([name, inner]) => (!Array.isArray(value) && name.toLowerCase().includes(text)) || says(inner, text),
  );
}

function add(counted: Map<string, number>, value: string): void {
  counted.set(value, (counted.get(value) ?? 0) + 1);
}

function counts(counted: ReadonlyMap<string, number>): CustodyCount[] {
  return [...counted]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, valuesListed);
}

/** Follows the whole log. That it names what the case holds is for a verification to say. */
export function custodyState(db: ReadableDb): CustodyState {
  let events = 0;
  let broken = 0;
  const breaks: CustodyState['breaks'][number][] = [];
  const counted = function* () {
    for (const event of custodyEvents(db)) {
      events++;
      yield event;
    }
  };
  for (const found of eventBreaks(nodeDigest, counted())) {
    broken++;
    if (breaks.length < breaksListed) breaks.push(found);
  }
  return { events, broken, breaks };
}
