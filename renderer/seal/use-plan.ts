import { useMemo } from 'react';
import { useCase } from '../session/case-context.tsx';
import { useJob } from '../session/use-job.ts';
import { faultOf } from '../review/query/query-fault.ts';
import { batesOf, isNumber, isPrefix, numberOf, redactionOf, type SealDraft } from './draft.ts';
import { scopeOf } from './scopes.ts';

/** Until so long after the last keystroke, nothing is asked. */
const pauseMs = 350;

export type Plan = ReturnType<typeof usePlan>;

/**
 * What the engine says of a draft: what the scope holds, what stays back of it, and, once `wanted`, what the pack would hold.
 *
 * @param certified whether the key that will seal has a certificate
 */
export function usePlan(draft: SealDraft, wanted: boolean, certified: boolean) {
  const { version } = useCase();
  const request = useMemo(() => requestOf(draft), [draft]);
  const scope = useJob('seal.scope', request && { scope: request.scope }, { version, pauseMs });
  const { withhold, mask } = request?.redaction ?? {};
  const redacts = withhold !== undefined || mask !== undefined;
  const redaction = useJob(
    'seal.redaction',
    request !== null && redacts ? { scope: request.scope, redaction: request.redaction } : null,
    { version, pauseMs },
  );
  const contents = useJob('seal.contents', request !== null && wanted ? { ...request, certified } : null, {
    version,
    pauseMs,
  });
  return { request, scope, redaction, contents };
}

/** Null while something of it does not read. */
function requestOf(draft: SealDraft) {
  const { kind, choices, withhold, mask, bates } = draft;
  const scope = scopeOf(kind, choices);
  const redaction = redactionOf(draft);
  const queries = [
    kind === 'query' ? choices.query : '',
    withhold.on ? withhold.query : '',
    mask.on ? mask.query : '',
  ];
  if (scope === null || queries.some((query) => query.trim() !== '' && faultOf(query) !== null)) return null;
  const numbered = !bates.on || (isPrefix(bates.prefix) && isNumber(bates.start));
  const [number, range] = [numberOf(draft), batesOf(draft)];
  return {
    scope,
    redaction: redaction ?? {},
    ...(number === undefined ? {} : { number }),
    ...(range === undefined || !numbered ? {} : { bates: range }),
  };
}
