import type { ReactNode } from 'react';
import type { SourceInfo } from '../../../shared/domain/case.ts';
import { Checkbox } from '../../design/fields.tsx';
import type { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { IntegrityMark } from '../integrity-mark.tsx';
import { VerdictMark } from '../verdict-mark.tsx';

interface ValueProps {
  readonly count: number;
  /** Of the most frequent one, 0 to 1. */
  readonly share: number;
  readonly checked: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

export function FacetValue({ count, share, checked, onToggle, children }: ValueProps) {
  return (
    <div className="facet-value">
      <Checkbox checked={checked} onChange={onToggle}>
        <span className="facet-label">{children}</span>
        <span className="facet-count">{countText(count)}</span>
      </Checkbox>
      <span className="facet-bar" aria-hidden="true" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

interface LabelProps {
  readonly field: string;
  readonly value: string;
  readonly sources: readonly SourceInfo[];
}

export function ValueLabel({ field, value, sources }: LabelProps) {
  if (field === 'verdict') return <VerdictMark verdict={value} />;
  if (field === 'integrity')
    return <IntegrityMark integrity={value as keyof typeof strings.integrity.entry} />;
  if (field === 'source') {
    const source = sources.find(({ id }) => String(id) === value);
    return <EvidenceLine text={source ? `${value} · ${source.name}` : value} />;
  }
  return <EvidenceLine text={value} />;
}
