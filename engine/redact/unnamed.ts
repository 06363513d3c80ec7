import { AppError } from '../../shared/errors.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { containerInfos } from '../case/containers.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { custodyEvents } from '../custody/log.ts';
import { textsIn } from './hidden-texts.ts';
import type { Redactions } from './redactions.ts';

/**
 * What a pack is called, made of and logged by goes into it whole: none of that may say what is masked.
 *
 * @throws AppError INVALID_INPUT
 */
export function assertUnnamed({
  db,
  title,
  scope,
  sources,
  redactions: { hidden, rules },
}: {
  readonly db: ReadableDb;
  readonly title: string;
  readonly scope: unknown;
  readonly sources: readonly SourceRow[];
  readonly redactions: Redactions;
}): void {
  if (hidden.size === 0) return;
  const assert = (text: string, what: string) => {
    if (hidden.areQuotedIn(text)) throw named(what);
  };
  assert(title, "the case's title");
  assert(Object.values(scope as object).join(' '), 'what the pack is made for');
  for (const [place, { reason, basis = '' }] of rules.entries())
    assert(`${basis} ${reason}`, rules.length === 1 ? 'the reason' : `the reason of rule ${place + 1}`);
  for (const { id, name, member } of sources) assert(`${name} ${member}`, `the name of source ${id}`);
  for (const { id, name } of containerInfos(db)) assert(name, `the name of container ${id}`);
  for (const event of custodyEvents(db)) {
    assert(
      [event.actor, ...textsIn(event.details), canonicalize(event.details)].join('\n'),
      `event ${event.seq} of the custody log`,
    );
  }
}

function named(what: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${what} says what is to be masked, and goes into the pack as it is`,
    safe: 'nothing was written',
    next: 'withhold these entries instead, or choose what is masked so that it does not stand there',
  });
}
