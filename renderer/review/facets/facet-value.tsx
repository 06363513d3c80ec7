import { memo } from 'react';
import type { SourceInfo } from '../../../shared/domain/case.ts';
import { Checkbox } from '../../design/fields.tsx';
import { IntegrityMark } from '../../marks/integrity-mark.tsx';
import { VerdictMark } from '../../marks/verdict-mark.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';

interface LabelProps {
  readonly field: string;
  /** Null means entries without a value. */
  readonly value: string | null;
  readonly sources: readonly SourceInfo[];
}

interface ValueProps extends LabelProps {
  readonly count: number;
  /** Of the most frequent one, 0 to 1. */
  readonly share: number;
  readonly checked: boolean;
  readonly onToggle: (field: string, value: string | null) => void;
}

/** Memoized: there are about eighty, and few change from one query to the next. */
export const FacetValue = memo(function FacetValue({ count, share, checked, onToggle, ...of }: ValueProps) {
  return (
    <div className="facet-value">
      <Checkbox checked={checked} onChange={() => onToggle(of.field, of.value)}>
        <span className="facet-label">
          <ValueLabel {...of} />
        </span>
        <span className="facet-count">{countText(count)}</span>
      </Checkbox>
      <span className="facet-bar" aria-hidden="true" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
});

export function ValueLabel({ field, value, sources }: LabelProps) {
  if (value === null) return <span className="quiet">{strings.review.noValue}</span>;
  if (field === 'verdict') return <VerdictMark verdict={value} />;
  if (field === 'integrity')
    return <IntegrityMark integrity={value as keyof typeof strings.integrity.entry} />;
  if (field === 'source') {
    const source = sources.find(({ id }) => String(id) === value);
    return <EvidenceLine text={source ? `${value} · ${source.name}` : value} />;
  }
  return <EvidenceLine text={value} />;
}
