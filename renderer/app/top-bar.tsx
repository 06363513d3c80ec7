import { FileInput, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { Button, IconButton } from '../design/button.tsx';
import { Badge } from '../design/state-mark.tsx';
import { fileName } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';

interface Props {
  readonly onImport: () => void;
  readonly onSeal: () => void;
  readonly onIntegrity: () => void;
}

export function TopBar({ onImport, onSeal, onIntegrity }: Props) {
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
      <IntegrityBadge onPress={onIntegrity} />
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

function IntegrityBadge({ onPress }: { readonly onPress: () => void }) {
  const { info } = useCase();
  const { verification } = info;
  if (info.counts.entries === 0) return null;
  const tone = verification === null ? 'none' : verification.ok ? 'good' : 'bad';
  const words =
    verification === null
      ? strings.frame.notVerified
      : verification.ok
        ? strings.frame.nothingFails
        : strings.frame.fails(verification.findingsTotal);
  return (
    <AriaButton className="top-integrity" onPress={onPress}>
      <Badge tone={tone}>{words}</Badge>
    </AriaButton>
  );
}
