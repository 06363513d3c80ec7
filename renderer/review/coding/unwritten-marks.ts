import { z } from 'zod';
import { markSchema } from '../../../shared/annotation/mark.ts';
import type { Client } from '../../../shared/contract/client.ts';
import type { CaseInfo } from '../../../shared/domain/case.ts';
import { loadOwn, storeOwn } from '../../session/stored-state.ts';
import type { GivenMark } from './mark-queue.ts';

const entry = z.number().int().positive();

/**
 * Unwritten marks survive a reload of the page, in the storage of its own tab alone, so that two windows never write
 * the same one. They name entries by number, which is safe as long as the case file and its imports up to then are
 * the same.
 */
const storedSchema = z.strictObject({
  path: z.string(),
  sources: z.array(z.string()),
  marks: z.array(
    z.strictObject({
      mark: markSchema,
      on: z.union([
        z.strictObject({ entries: z.tuple([entry]) }),
        z.strictObject({ set: z.base64(), entries: entry, first: entry }),
      ]),
      author: z.string().min(1),
      after: z.number().int().min(0).optional(),
    }),
  ),
});

/**
 * What fits into the storage of a tab and leaves room for the rest: half of what browsers provide. Every third of 10
 * million entries takes 9 million.
 */
const mostCharacters = 2_500_000;

const keyOf = ({ uuid }: CaseInfo) => `unwritten.${uuid}`;

/**
 * Keeps what was given and is not written, as far as there is room.
 *
 * @param given null where the case was left meanwhile, and what is kept stays as it is
 */
export async function keepUnwritten(info: CaseInfo, given: () => readonly GivenMark[] | null): Promise<void> {
  await Promise.allSettled((given() ?? []).map(({ on }) => on));
  const marks = await Promise.all(
    (given() ?? []).map(async (each) => ({ each, on: await each.on.catch(() => null) })),
  );
  const unwritten = given();
  if (unwritten === null) return;
  let room = mostCharacters;
  const kept = marks.flatMap(({ each, on }) => {
    if (!unwritten.includes(each) || on === null) return [];
    const { mark, author, after } = each;
    const size = 'set' in on ? on.set.length : 0;
    if (size > room) return [];
    room -= size;
    return [{ mark, on, author, after }];
  });
  const sources = info.sources.map(({ sha256 }) => sha256);
  storeOwn(keyOf(info), kept.length > 0 ? { path: info.path, sources, marks: kept } : '');
}

export function forgetUnwritten(info: CaseInfo): void {
  storeOwn(keyOf(info), '');
}

/** What this tab stored for the case, if it is still the case in which the marks were made. */
export function keptMarks(info: CaseInfo): readonly GivenMark[] {
  const kept = loadOwn(keyOf(info), (stored) => storedSchema.safeParse(stored).data ?? null);
  if (kept === null || kept.path !== info.path) return [];
  if (!kept.sources.every((sha256, at) => info.sources[at]?.sha256 === sha256)) return [];
  return kept.marks.map(({ mark, on, author, after }) => ({
    ...{ mark, author, on: Promise.resolve(on), about: 'set' in on ? on : on.entries[0] },
    ...(after === undefined ? {} : { after }),
  }));
}

/** Whether a mark was written after all: the page, or the engine, may have gone while its answer was on its way. */
export async function isWritten(client: Client, given: GivenMark): Promise<boolean> {
  const on = await given.on;
  const { after } = given;
  if (after === undefined) return false;
  const [first, count] = 'set' in on ? [on.first, on.entries] : [on.entries[0], 1];
  const limit = 1000;
  for (let before: number | undefined; ; ) {
    const { events } = await client.call('annotation.history', {
      ...{ entry: first, limit },
      ...(before === undefined ? {} : { before }),
    });
    const later = events.filter(({ seq }) => seq > after);
    const same = later.some(
      ({ actor, details, entries }) =>
        actor === given.author &&
        entries === count &&
        JSON.stringify(details['mark']) === JSON.stringify(given.mark),
    );
    if (same) return true;
    before = events.at(-1)?.seq;
    if (later.length < limit || before === undefined) return false;
  }
}
