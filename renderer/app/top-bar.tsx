import { FileInput, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { CaseInfo } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Badge } from '../design/state-mark.tsx';
import { fileName } from '../files/paths.ts';
import { type Verdict, verdictOf } from '../integrity/verdict.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';

interface Props {
  /** Of the last recorded verification; null where there is none, or until it is read. */
  readonly report: VerifyReport | null;
  readonly onImport: () => void;
  readonly onSeal: () => void;
  readonly onIntegrity: () => void;
}

export function TopBar({ report, onImport, onSeal, onIntegrity }: Props) {
  const { info, close, canChange } = useCase();
  return (
    <header className="top-bar">
      <h1 className="top-title">
        <EvidenceLine text={info.title} />
      </h1>
      <span className="top-file quiet" title={info.path}>
        <EvidenceLine text={fileName(info.path)} />
      </span>
      {info.mode !== 'full' && <Badge tone="none">{strings.frame.modes[info.mode]}</Badge>}
      <IconButton name={strings.frame.close} icon={<X size={16} />} onPress={close} />
      <span className="top-space" />
      <IntegrityBadge report={report} onPress={onIntegrity} />
      <AppearanceMenu />
      {canChange && (
        <>
          <Button onPress={onImport}>
            <FileInput size={16} strokeWidth={1.75} aria-hidden="true" /> {strings.importing.open}
          </Button>
          <Button look="primary" onPress={onSeal} isDisabled={info.counts.entries === 0}>
            {strings.seal.open}
          </Button>
        </>
      )}
    </header>
  );
}

interface BadgeProps {
  readonly report: VerifyReport | null;
  readonly onPress: () => void;
}

function IntegrityBadge({ report, onPress }: BadgeProps) {
  const { info } = useCase();
  const { verification } = info;
  if (info.counts.entries === 0) return null;
  const verdict = verdictIn(verification, report);
  return (
    <AriaButton className="top-integrity" onPress={onPress}>
      <Badge tone={verdict.tone}>{verdict.words}</Badge>
    </AriaButton>
  );
}

/** Until the report is read, only what is known without it: never more than it will say. */
function verdictIn(verification: CaseInfo['verification'], report: VerifyReport | null): Verdict {
  if (verification === null) return { tone: 'none', words: strings.frame.notVerified };
  // Observations are findings too, and no failure: how many checks fail only the report says.
  if (report !== null) return verdictOf(report);
  return verification.ok
    ? { tone: 'none', words: strings.integrity.loading }
    : { tone: 'bad', words: strings.frame.fails };
}
