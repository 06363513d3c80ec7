import { useState } from 'react';
import type { FacetValues } from '../../shared/contract/operations.ts';
import { Button } from '../design/button.tsx';
import { ValueLabel } from '../marks/value-label.tsx';
import { toggleValue } from '../query/term-edit.ts';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';

/** How many values are listed once all are asked for. */
const mostListed = 500;

interface Props {
  readonly field: string;
  readonly title: string;
  /** The most frequent. */
  readonly values: FacetValues | undefined;
  readonly onQuery: (query: string) => void;
}

/** How many entries have each value; each leads to them. */
export function CountList({ field, title, values, onQuery }: Props) {
  const { version } = useCase();
  const [whole, setWhole] = useState(false);
  const all = useCall(
    'query.facets',
    whole ? { query: '', fields: [field], top: mostListed } : null,
    version,
  );
  if (values === undefined || values.distinct === 0) return null;
  const words = strings.case.overview;
  const listed = (whole && all.value?.[field]?.values) || values.values;
  const highest = Math.max(1, values.missing, ...values.values.map(({ count }) => count));
  const left = values.distinct - listed.length;
  return (
    <section aria-label={title} className="count-list">
      <h2>{title}</h2>
      <ul>
        {listed.map(({ value, count }) => (
          <Count
            key={value}
            count={count}
            share={count / highest}
            onPress={() => onQuery(toggleValue('', field, value))}
          >
            <ValueLabel field={field} value={value} sources={[]} />
          </Count>
        ))}
        {values.missing > 0 && (
          <Count
            count={values.missing}
            share={values.missing / highest}
            onPress={() => onQuery(`-${field}:*`)}
          >
            {strings.review.noValue}
          </Count>
        )}
      </ul>
      {values.distinct > values.values.length && (
        <Button look="link" onPress={() => setWhole(!whole)}>
          {whole ? words.fewer : words.more(Math.min(values.distinct, mostListed) - values.values.length)}
        </Button>
      )}
      {whole && all.value !== null && left > 0 && <p className="quiet">{words.further(left)}</p>}
    </section>
  );
}

interface CountProps {
  readonly count: number;
  /** As a share of the most frequent value, 0 to 1. */
  readonly share: number;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

function Count({ count, share, onPress, children }: CountProps) {
  return (
    <li>
      <Button look="link" onPress={onPress}>
        {children}
      </Button>
      <span className="count-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className="count">{countText(count)}</span>
    </li>
  );
}
