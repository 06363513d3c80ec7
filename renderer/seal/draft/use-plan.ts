import { useMemo } from 'react';
import { faultOf } from '../../review/query/query-fault.ts';
import { useCase } from '../../session/case-context.tsx';
import { useJob } from '../../session/use-job.ts';
import { batesOf, isNumber, isPrefix, numberOf, type SealDraft } from './draft.ts';
import { rulesOf } from './rule-draft.ts';
import { scopeOf } from './scopes.ts';

/** Nothing is asked until this long after the last keystroke. */
const pauseMs = 350;

export type Plan = ReturnType<typeof usePlan>;

interface PlanWish {
  /** Whether related entries are being looked at. */
  readonly looking: boolean;
  /** Whether the contents of the pack are being looked at. */
  readonly wanted: boolean;
  /** Whether its files are being listed. */
  readonly listing: boolean;
  /** Whether the key that will seal has a certificate. */
  readonly certified: boolean;
}

/**
 * The engine's answers about a draft: what is in the scope, what is related to it, what is withheld or masked, and
 * what the pack would contain.
 */
export function usePlan(draft: SealDraft, { looking, wanted, listing, certified }: PlanWish) {
  const { version } = useCase();
  const asked = useMemo(() => askedOf(draft), [draft]);
  // While a redaction rule is incomplete, nothing that depends on the rules is asked.
  const request = asked?.redaction ? { ...asked, redaction: asked.redaction } : null;
  const options = { version, pauseMs };
  const scope = useJob('seal.scope', asked && entriesOf(asked), options);
  const related = useJob('seal.related', asked && looking ? { scope: asked.scope } : null, options);
  const redaction = useJob(
    'seal.redaction',
    request && {
      ...entriesOf(request),
      redaction: request.redaction,
      annotations: request.annotations,
    },
    options,
  );
  const contents = useJob('seal.contents', request && wanted ? { ...request, certified } : null, options);
  const members = useJob('seal.members', request && listing ? { ...request, certified } : null, options);
  return { scopeAsked: asked?.scope ?? null, request, scope, related, redaction, contents, members };
}

/** Related entries are searched for here only if some go in: their own step counts the others. */
function entriesOf({ scope, related }: Pick<NonNullable<ReturnType<typeof askedOf>>, 'scope' | 'related'>) {
  return related === undefined || related.include.length === 0 ? { scope } : { scope, related };
}

/** Null while something in it is invalid. */
function askedOf(draft: SealDraft) {
  const { kind, choices, rules, bates } = draft;
  const scope = scopeOf(kind, choices);
  const redaction = rulesOf(rules, choices.selection);
  const queries = [
    kind === 'query' ? choices.query : '',
    ...rules.map(({ on, query }) => (on === 'query' ? query : '')),
  ];
  if (scope === null || queries.some((query) => query.trim() !== '' && faultOf(query) !== null)) return null;
  const numbered = !bates.on || (isPrefix(bates.prefix) && isNumber(bates.start));
  const [number, range] = [numberOf(draft), batesOf(draft)];
  return {
    scope,
    redaction,
    annotations: draft.annotations,
    pdf: draft.pdf,
    ...(draft.related === null ? {} : { related: { include: draft.related } }),
    ...(number === undefined ? {} : { number }),
    ...(range === undefined || !numbered ? {} : { bates: range }),
  };
}
