import type { ReportState } from '../../shared/domain/guided-report.ts';
import { actionText } from '../custody/action-text.ts';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';

/** How many events are looked through; a case in which more was done since has changed. */
const mostEvents = 1000;

/** What is done with a case without changing what a report of it says. */
const harmless: readonly string[] = ['open', 'verify', 'export', 'seal', 'close', 'reopen'];

export interface ChangesSince {
  readonly events: number;
  /** What was done, each in a word: `imported, annotated`. */
  readonly actions: string;
}

/** What was done since that a report does not know of; null if nothing was, or while that is not known. */
export function useChangesSince(state: ReportState | null): ChangesSince | null {
  const { version } = useCase();
  const later = useCall(
    'custody.list',
    state === null ? null : { after: state.seq, limit: mostEvents },
    version,
  );
  return later.value === null ? null : changesIn(later.value.map(({ action }) => action));
}

export function changesIn(actions: readonly string[]): ChangesSince | null {
  const changing = actions.filter((action) => !harmless.includes(action));
  if (changing.length === 0) return null;
  return { events: changing.length, actions: [...new Set(changing.map(actionText))].join(', ') };
}
