import type { ChainedEvent } from '../../shared/custody/events.ts';
import { scopeText } from '../packs/scope-text.ts';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';

interface Detail {
  /** As the event has it. */
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly hash: boolean;
  /** Takes a line of its own. */
  readonly long: boolean;
}

/** In UTF-16 code units. */
const longestBeside = 40;

/**
 * What an event says, for reading: short facts first, beside each other, then what needs a line of its own. Names
 * that a later version or a stranger wrote are shown as they are, and every value is complete.
 */
export function detailsToRead(details: ChainedEvent['details']): readonly Detail[] {
  const read = Object.entries(details).map(([key, value]) => detailToRead(key, value));
  return [...read.filter(({ long }) => !long), ...read.filter(({ long }) => long)];
}

function detailToRead(key: string, value: unknown): Detail {
  const { details } = strings.custody;
  const name = Object.hasOwn(details, key) ? (details[key] ?? key) : key;
  const text = key === 'scope' && isObject(value) ? scopeText(value) : textOf(value);
  return {
    key,
    name,
    text,
    hash: /^(?:[0-9a-f]{64}|SHA256:\S{43})$/.test(text),
    long: text.length > longestBeside,
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? strings.custody.yes : strings.custody.no;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return countText(value);
  if (Array.isArray(value) && value.length === 0) return strings.custody.nothing;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
