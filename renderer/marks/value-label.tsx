import type { SourceInfo } from '../../shared/domain/case.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { IntegrityMark } from './integrity-mark.tsx';
import { VerdictMark } from './verdict-mark.tsx';

export interface ValueLabelProps {
  readonly field: string;
  /** Null means entries without a value. */
  readonly value: string | null;
  readonly sources: readonly SourceInfo[];
}

/** A value of a field as people know it: a verdict with its mark, a source by its name. */
export function ValueLabel({ field, value, sources }: ValueLabelProps) {
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
