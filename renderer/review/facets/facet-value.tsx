import { memo } from 'react';
import { Checkbox } from '../../design/fields.tsx';
import { ValueLabel, type ValueLabelProps } from '../../marks/value-label.tsx';
import { countText } from '../../text/numbers.ts';

interface Props extends ValueLabelProps {
  readonly count: number;
  /** Of the most frequent one, 0 to 1. */
  readonly share: number;
  readonly checked: boolean;
  readonly onToggle: (field: string, value: string | null) => void;
}

/** Memoized: there are about eighty, and few change from one query to the next. */
export const FacetValue = memo(function FacetValue({ count, share, checked, onToggle, ...of }: Props) {
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
