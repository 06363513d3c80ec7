import { StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import './pack-banner.css';

/** Says on every screen that this is a pack, which one, and what its check found. */
export function PackBanner() {
  const { pack } = useCase().info;
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
    </section>
  );
}
