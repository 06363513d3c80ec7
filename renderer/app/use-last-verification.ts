import { useMemo } from 'react';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';

/** The last recorded verification, read once for every screen that shows something of it. */
export function useLastVerification() {
  const { verification } = useCase().info;
  const last = useCall(
    'verify.last',
    verification === null ? null : {},
    verification === null ? 0 : Date.parse(verification.time),
  );
  const report = last.value?.report ?? null;
  const observations = useMemo(() => report?.findings.filter(({ axis }) => axis === 'time') ?? [], [report]);
  return { last, report, observations };
}
