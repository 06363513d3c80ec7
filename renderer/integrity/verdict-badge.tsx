import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Badge } from '../design/state-mark.tsx';
import { verdictOf } from './verdict.ts';

interface Props {
  readonly report: VerifyReport;
  /** The full words, on as many lines as they need. */
  readonly whole?: boolean;
}

export function VerdictBadge({ report, whole = false }: Props) {
  const { tone, mark, words, brief = words } = verdictOf(report);
  return (
    <Badge tone={tone} mark={mark}>
      {whole ? words : brief}
    </Badge>
  );
}
