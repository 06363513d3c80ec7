import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Badge } from '../design/state-mark.tsx';
import { verdictOf } from './verdict.ts';

export function VerdictBadge({ report }: { readonly report: VerifyReport }) {
  const { tone, words } = verdictOf(report);
  return <Badge tone={tone}>{words}</Badge>;
}
