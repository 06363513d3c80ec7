import { CloudDownload, FileInput, Package, Search, X } from 'lucide-react';
import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { CaseInfo } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { useCommands } from '../commands/commands-context.tsx';
import { keysOf } from '../commands/keymap.ts';
import { Keys } from '../commands/keys.tsx';
import { AppearanceMenu } from '../design/appearance-menu.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Badge } from '../design/state-mark.tsx';
import { fileName } from '../files/paths.ts';
import { type Verdict, verdictOf } from '../integrity/verdict.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { ZoneMenu } from '../time/zone-menu.tsx';
import { CaseStateMenu } from './case-state-menu.tsx';
import { ReviewerMenu } from './reviewer-menu.tsx';
import './top-bar.css';

interface Props {
  /** Of the last recorded verification; null if there is none, or until it has been read. */
  readonly report: VerifyReport | null;
  readonly onPalette: () => void;
  readonly onImport: () => void;
  readonly onSync: () => void;
  readonly onSeal: () => void;
  readonly onIntegrity: () => void;
}

export const TopBar = memo(function TopBar(props: Props) {
  const { report, onPalette, onImport, onSync, onSeal, onIntegrity } = props;
  const { info, close, canChange, canImport } = useCase();
  return (
    <header className="top-bar">
      <h1 className="top-title">
        <EvidenceLine text={info.title} />
      </h1>
      <span className="top-file quiet" title={info.path}>
        <EvidenceLine text={fileName(info.path)} />
      </span>
      <CaseStateMenu />
      <IconButton name={strings.frame.close} icon={<X size={16} />} onPress={close} />
      <Omnibox onPress={onPalette} />
      <span className="top-space" />
      <IntegrityBadge report={report} onPress={onIntegrity} />
      <ZoneMenu />
      <AppearanceMenu />
      <ReviewerMenu />
      {canImport && (
        <IconButton
          name={strings.importing.open}
          icon={<FileInput size={18} strokeWidth={1.75} />}
          onPress={onImport}
        />
      )}
      {canImport && (
        <IconButton
          name={strings.sync.open}
          icon={<CloudDownload size={18} strokeWidth={1.75} />}
          onPress={onSync}
        />
      )}
      {canChange && (
        <Button
          look="primary"
          onPress={onSeal}
          isDisabled={info.counts.entries === 0}
          aria-label={strings.seal.open}
        >
          <Package className="top-mark" size={16} strokeWidth={1.75} aria-hidden="true" />
          <span className="top-words">{strings.seal.open}</span>
        </Button>
      )}
    </header>
  );
});

/** Looks like the field that it opens. */
function Omnibox({ onPress }: { readonly onPress: () => void }) {
  const { changes } = useCommands();
  const [sequence] = keysOf(changes, 'palette.open');
  return (
    <AriaButton className="omnibox" onPress={onPress}>
      <Search size={14} strokeWidth={1.75} aria-hidden="true" />
      <span className="clip">{strings.commands.palette}</span>
      {sequence !== undefined && (
        <span aria-hidden="true">
          <Keys sequence={sequence} />
        </span>
      )}
    </AriaButton>
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
      <Badge tone={verdict.tone} mark={verdict.mark}>
        {verdict.brief ?? verdict.words}
      </Badge>
    </AriaButton>
  );
}

/** Until the report has been read, shows only what is known without it, and never more than the report will say. */
function verdictIn(verification: CaseInfo['verification'], report: VerifyReport | null): Verdict {
  if (verification === null) return { tone: 'none', words: strings.frame.notVerified };
  // Observations are findings too, but not failures: only the report says how many checks fail.
  if (report !== null) return verdictOf(report);
  return verification.ok
    ? { tone: 'none', words: strings.integrity.loading }
    : { tone: 'bad', words: strings.frame.fails };
}
