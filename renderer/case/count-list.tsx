import type { FacetValues } from '../../shared/contract/operations.ts';
import { Button } from '../design/button.tsx';
import { ValueLabel } from '../review/facets/facet-value.tsx';
import { toggleValue } from '../review/term-edit.ts';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';

interface Props {
  readonly field: string;
  readonly title: string;
  readonly values: FacetValues | undefined;
  readonly onQuery: (query: string) => void;
}

/** How many entries have each value; each leads to them. */
export function CountList({ field, title, values, onQuery }: Props) {
  if (values === undefined || values.distinct === 0) return null;
  const highest = Math.max(1, values.missing, ...values.values.map(({ count }) => count));
  return (
    <section aria-label={title} className="count-list">
      <h2>{title}</h2>
      <ul>
        {values.values.map(({ value, count }) => (
          <li key={value}>
            <Button look="link" onPress={() => onQuery(toggleValue('', field, value))}>
              <ValueLabel field={field} value={value} sources={[]} />
            </Button>
            <span className="count-bar" aria-hidden="true">
              <span style={{ transform: `scaleX(${count / highest})` }} />
            </span>
            <span className="count">{countText(count)}</span>
          </li>
        ))}
        {values.missing > 0 && (
          <li>
            <Button look="link" onPress={() => onQuery(`-${field}:*`)}>
              {strings.review.noValue}
            </Button>
            <span className="count-bar" aria-hidden="true">
              <span style={{ transform: `scaleX(${values.missing / highest})` }} />
            </span>
            <span className="count">{countText(values.missing)}</span>
          </li>
        )}
      </ul>
      {values.distinct > values.values.length && (
        <p className="quiet">{strings.review.unlisted(values.distinct - values.values.length)}</p>
      )}
    </section>
  );
}
