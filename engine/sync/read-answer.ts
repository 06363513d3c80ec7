import { createHash, hash } from 'node:crypto';
import type { Layout } from '../import/layout/layout.ts';
import { splitterFor } from '../import/reading/formats.ts';
import { statedTime } from '../import/time/time.ts';
import type { Api } from './apis/api.ts';
import { Unanswered } from './http/unanswered.ts';
import type { AnswerFacts, Step } from './walk/walk.ts';

/** An answer that was understood. */
export interface ReadAnswer {
  /** How records stand in it; null where it holds no byte that tells. */
  readonly layout: Layout | null;
  readonly facts: AnswerFacts;
}

export const nothingKept: AnswerFacts = {
  records: 0,
  outside: 0,
  tooLong: false,
  blank: false,
  total: null,
  cursor: null,
  hasMore: null,
  digest: '',
};

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads what an answer says beside its entries, and how these stand in its bytes: as an array, in a member of an object, or
 * one a line, whichever the server writes.
 *
 * @param known how they stood in the answers before; null where none told
 * @throws Unanswered where it is not JSON, or not in a form that holds entries: it may have been damaged on the way
 */
export function readAnswer(body: Buffer, api: Api, step: Step, known: Layout | null): ReadAnswer {
  const text = body.toString('utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') {
    // A list of lines may be empty; where there was an object or an array, there is one for nothing too.
    if (known !== null && known.form !== 'ndjson') throw new Unanswered('its answer is empty');
    return { layout: null, facts: { ...nothingKept, blank: true } };
  }
  const form = formOf(text, api, known);
  const digest = step.offset === undefined ? '' : digestOf(body, form.layout);
  return {
    layout: form.layout,
    facts: { ...factsOf(form.top), ...countsOf(form.records, api, step), digest },
  };
}

interface Form {
  readonly layout: Layout;
  readonly records: readonly unknown[];
  /** What an envelope holds beside the entries. */
  readonly top: JsonObject | null;
}

function formOf(text: string, api: Api, known: Layout | null): Form {
  const value = parsed(text);
  if (Array.isArray(value)) return { layout: documents([], true), records: value, top: null };
  if (isObject(value)) {
    // An empty list tells nothing of itself: under whatever name entries stood before, it is theirs.
    const before = known?.form === 'json' && !known.array ? [known.records] : [];
    for (const path of [...before, ...api.members]) {
      const found = memberAt(value, path);
      if (Array.isArray(found)) {
        if (!isListOfEntries(found, api) && listsIn(value, api).length > 0) throw noList();
        return { layout: documents(path), records: found, top: value };
      }
      if (isObject(found) && path[0] === 'log')
        return { layout: documents(path), records: [found], top: value };
    }
    if (!isEntry(value, api)) {
      const lists = listsIn(value, api);
      const [only] = lists;
      if (only === undefined || lists.length > 1) throw noList();
      return { layout: documents([only[0]]), records: only[1] as unknown[], top: value };
    }
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map(parsed);
  if (!records.every(isObject)) throw new Unanswered('its answer is not valid JSON');
  return { layout: { form: 'ndjson', encoding: 'utf-8' }, records, top: null };
}

function documents(records: readonly string[], array = false): Layout {
  return { form: 'json', encoding: 'utf-8', array, records: [...records] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Under whatever name: where an API does not document how it wraps its entries, they tell themselves. */
function isListOfEntries(member: unknown, api: Api): boolean {
  return (
    Array.isArray(member) && member.length > 0 && member.every((each) => isObject(each) && isEntry(each, api))
  );
}

/** What only has a time may be what a list is wrapped in. */
function isEntry(value: JsonObject, { time, id }: Api): boolean {
  return typeof value[time] === 'string' && (typeof value[id] === 'string' || typeof value[id] === 'number');
}

function listsIn(value: JsonObject, api: Api): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => isListOfEntries(member, api));
}

function noList(): Unanswered {
  return new Unanswered('its answer is JSON without a list of entries');
}

function factsOf(
  top: JsonObject | null,
): Pick<AnswerFacts, 'total' | 'cursor' | 'hasMore' | 'tooLong' | 'blank'> {
  const total = top?.['total'];
  const cursor = top?.['cursor'];
  const hasMore = top?.['has_more'];
  return {
    tooLong: false,
    blank: false,
    total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null,
    cursor: typeof cursor === 'string' && cursor !== '' ? cursor : null,
    hasMore: typeof hasMore === 'boolean' ? hasMore : null,
  };
}

function countsOf(
  records: readonly unknown[],
  { time }: Api,
  { from, to }: Step,
): Pick<AnswerFacts, 'records' | 'outside'> {
  let outside = 0;
  for (const record of records) {
    const stated = isObject(record) ? record[time] : null;
    // Without an offset a time has no moment here: this machine's zone is not the server's.
    const at = typeof stated === 'string' ? (statedTime(stated).ms ?? Number.NaN) : Number.NaN;
    // A second more on both sides: systems that round are no reason for alarm.
    if ((from !== null && at < from - 1000) || (to !== null && at > to + 1000)) outside++;
  }
  return { records: records.length, outside };
}

/** By the exact bytes of the records, not by what stands around them. */
function digestOf(body: Buffer, layout: Layout): string {
  const digest = createHash('sha256');
  for (const { bytes, fault } of splitterFor(layout)([body])) {
    if (fault !== null) throw new Unanswered('its answer is not valid JSON');
    digest.update(hash('sha256', bytes, 'buffer'));
  }
  return digest.digest('hex');
}

function memberAt(document: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    document,
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
