import { useMemo, useState } from 'react';
import type { FacetValues } from '../../shared/contract/operations.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { findColumn } from '../../shared/domain/columns.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Checkbox } from '../design/fields.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { IntegrityMark } from './integrity-mark.tsx';
import { chosenValues, clearField, missingChosen, toggleMissing, toggleValue } from './term-edit.ts';
import { VerdictMark } from './verdict-mark.tsx';
import './facets.css';

const fields = [
  'verdict',
  'integrity',
  'action',
  'product',
  'model_version',
  'tag',
  'source',
  'case_id',
  'image_id',
  'event_type',
  'status',
  'severity',
  'actor',
];
/** Values listed of a field at first, and when more are asked for. */
const few = 6;
const many = 100;

interface Props {
  /** A query that reads. */
  readonly query: string;
  /** The one whose entries are shown: counting waits until they are, for the engine reads one thing at a time. */
  readonly counted: string | null;
  readonly onQuery: (query: string) => void;
}

export function Facets({ query, counted, onQuery }: Props) {
  const { info, version } = useCase();
  const facets = useCall(
    'query.facets',
    counted === null ? null : { query: counted, fields, top: many },
    version,
  );
  const parsed = useMemo(() => parseQuery(query), [query]);
  if (facets.error && facets.error.code !== 'CANCELLED') {
    return (
      <ErrorPanel error={facets.error}>
        <Button onPress={facets.again}>{strings.error.again}</Button>
      </ErrorPanel>
    );
  }
  if (facets.value === null) return <Skeleton rows={12} label={strings.review.counting} />;
  const answers = facets.value;
  return fields.map((field) => {
    const values = answers[field];
    const chosen = chosenValues(parsed, field);
    const missing = missingChosen(parsed, field);
    if (!values || (values.distinct === 0 && chosen.length === 0 && !missing)) return null;
    return (
      <Facet
        key={field}
        field={field}
        values={values}
        sources={info.sources}
        chosen={chosen}
        missingChosen={missing}
        onToggle={(value) => onQuery(toggleValue(query, field, value))}
        onToggleMissing={() => onQuery(toggleMissing(query, field))}
        onClear={() => onQuery(clearField(query, field))}
      />
    );
  });
}

interface FacetProps {
  readonly field: string;
  readonly values: FacetValues;
  readonly sources: readonly SourceInfo[];
  readonly chosen: readonly string[];
  readonly missingChosen: boolean;
  readonly onToggle: (value: string) => void;
  readonly onToggleMissing: () => void;
  readonly onClear: () => void;
}

function Facet(props: FacetProps) {
  const { field, values, chosen } = props;
  const [all, setAll] = useState(false);
  const heading = findColumn(field)?.heading ?? strings.review.facetHeadings[field] ?? field;
  const highest = Math.max(1, values.missing, ...values.values.map(({ count }) => count));
  const listed = values.values.slice(0, all ? many : few);
  // What is chosen stays listed, so that it can be let go of.
  const further = chosen.filter((value) => !listed.some((each) => each.value === value));
  const rows = [
    ...listed,
    ...further.map((value) => ({
      value,
      count: values.values.find((each) => each.value === value)?.count ?? 0,
    })),
  ];
  return (
    <section className="facet" aria-label={heading}>
      <h2 className="label">{heading}</h2>
      {rows.map(({ value, count }) => (
        <FacetValue
          key={value}
          count={count}
          share={count / highest}
          checked={chosen.includes(value)}
          onToggle={() => props.onToggle(value)}
        >
          <ValueLabel field={field} value={value} sources={props.sources} />
        </FacetValue>
      ))}
      {(values.missing > 0 || props.missingChosen) && field !== 'tag' && (
        <FacetValue
          count={values.missing}
          share={values.missing / highest}
          checked={props.missingChosen}
          onToggle={props.onToggleMissing}
        >
          <span className="quiet">{strings.review.noValue}</span>
        </FacetValue>
      )}
      <div className="facet-foot">
        {values.distinct > few && (
          <Button look="link" onPress={() => setAll(!all)}>
            {all
              ? strings.review.fewerValues
              : strings.review.moreValues(Math.min(values.distinct, many) - few)}
          </Button>
        )}
        {all && values.distinct > many && (
          <span className="quiet">{strings.review.unlisted(values.distinct - many)}</span>
        )}
        {(chosen.length > 0 || props.missingChosen) && (
          <Button look="link" onPress={props.onClear}>
            {strings.review.clearField}
          </Button>
        )}
      </div>
    </section>
  );
}

interface ValueProps {
  readonly count: number;
  readonly share: number;
  readonly checked: boolean;
  readonly onToggle: () => void;
  readonly children: React.ReactNode;
}

function FacetValue({ count, share, checked, onToggle, children }: ValueProps) {
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

function ValueLabel({
  field,
  value,
  sources,
}: Pick<FacetProps, 'field' | 'sources'> & { readonly value: string }) {
  if (field === 'verdict') return <VerdictMark verdict={value} />;
  if (field === 'integrity')
    return <IntegrityMark integrity={value as keyof typeof strings.integrity.entry} />;
  if (field === 'source') {
    const source = sources.find(({ id }) => String(id) === value);
    return <EvidenceLine text={source ? `${value} · ${source.name}` : value} />;
  }
  return <EvidenceLine text={value} />;
}
