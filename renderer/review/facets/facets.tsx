import { useMemo } from 'react';
import { findColumn } from '../../../shared/domain/columns.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import { Button } from '../../design/button.tsx';
import { Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { isAboutQuery } from '../query/query-fault.ts';
import { chosenValues, clearField, missingChosen, toggleMissing, toggleValue } from '../term-edit.ts';
import { Facet, mostListed } from './facet.tsx';
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

interface Props {
  /** A query that reads. */
  readonly query: string;
  /** The one whose entries are shown: counting waits until they are, for the engine reads one thing at a time. */
  readonly counted: string | null;
  readonly onQuery: (query: string) => void;
}

/** Values to filter by, each field counted as if it did not filter itself. */
export function Facets({ query, counted, onQuery }: Props) {
  const { info, version } = useCase();
  const [folded, setFolded] = useStoredState<readonly string[]>('facets.folded', [], readFolded);
  const open = fields.filter((field) => !folded.includes(field));
  const facets = useCall(
    'query.facets',
    counted === null ? null : { query: counted, fields: open, top: mostListed },
    version,
  );
  const parsed = useMemo(() => parseQuery(query), [query]);
  // The entries' place says it.
  if (facets.error && isAboutQuery(facets.error)) return null;
  if (facets.error) {
    return (
      <div className="facet">
        <ErrorPanel error={facets.error}>
          <Button onPress={facets.again}>{strings.error.again}</Button>
        </ErrorPanel>
      </div>
    );
  }
  if (facets.value === null) return <Skeleton rows={12} label={strings.review.counting} />;
  const answers = facets.value;
  return fields.map((field) => {
    const values = answers[field] ?? null;
    const chosen = chosenValues(parsed, field);
    const missing = missingChosen(parsed, field);
    if (values?.distinct === 0 && chosen.length === 0 && !missing) return null;
    const isFolded = folded.includes(field);
    return (
      <Facet
        key={field}
        field={field}
        heading={findColumn(field)?.heading ?? strings.review.facetHeadings[field] ?? field}
        query={counted ?? ''}
        values={isFolded ? null : values}
        sources={info.sources}
        chosen={chosen}
        missingChosen={missing}
        folded={isFolded}
        onFold={() => setFolded(isFolded ? folded.filter((each) => each !== field) : [...folded, field])}
        onToggle={(value) => onQuery(toggleValue(query, field, value))}
        onToggleMissing={() => onQuery(toggleMissing(query, field))}
        onClear={() => onQuery(clearField(query, field))}
      />
    );
  });
}

function readFolded(stored: unknown): readonly string[] | null {
  return Array.isArray(stored) ? fields.filter((field) => stored.includes(field)) : null;
}
