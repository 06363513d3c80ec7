import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useSignersVersion } from '../session/signer-changes.ts';
import { strings } from '../strings.ts';
import './pack-banner.css';

/** Says on every screen that this is a pack, which one, and what its check found. */
export function PackBanner() {
  const { info, openPack } = useCase();
  const { pack } = info;
  const signers = useSignersVersion();
  const [signersThen] = useState(signers);
  if (pack === null) return null;
  const words = strings.openedPack;
  return (
    <section className="pack-banner" aria-label={words.label}>
      <strong className="clip" title={pack.path}>
        {words.from(pack.name)}
      </strong>
      <StateMark tone={pack.outcome === 'sound' ? 'none' : 'bad'}>{words.outcome(pack)}</StateMark>
      <span>{words.holds(pack)}</span>
      <span>{words.signer(pack)}</span>
      <span className="quiet">{words.readOnly}</span>
      {signers !== signersThen && (
        <span className="pack-banner-again">
          <StateMark tone="warn">{words.signersChanged}</StateMark>
          <Button look="link" onPress={() => openPack(pack.path)}>
            {words.again}
          </Button>
        </span>
      )}
    </section>
  );
}
