import { memo, useCallback, useMemo } from 'react';
import { findColumn } from '../../../shared/domain/columns.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import { Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import {
  chosenValues,
  clearField,
  missingChosen,
  toggleMissing,
  toggleValue,
} from '../../query/term-edit.ts';
import { useCase } from '../../session/case-context.tsx';
import { useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { isAboutQuery } from '../query/query-fault.ts';
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
  /** The query whose entries are shown: counting waits for them, because the engine reads one thing at a time. */
  readonly counted: string | null;
  readonly onQuery: (change: (query: string) => string) => void;
}

/** Values to filter by; each field is counted as if it did not filter itself. */
export const Facets = memo(function Facets({ query, counted, onQuery }: Props) {
  const { info, version } = useCase();
  const [folded, setFolded] = useStoredState<readonly string[]>('facets.folded', [], readFolded);
  const open = fields.filter((field) => !folded.includes(field));
  const facets = useCall(
    'query.facets',
    counted === null ? null : { query: counted, fields: open, top: mostListed },
    version,
    counted !== query,
  );
  const chosen = useChosen(query);
  const onFold = useCallback(
    (field: string) =>
      setFolded((before) =>
        before.includes(field) ? before.filter((each) => each !== field) : [...before, field],
      ),
    [setFolded],
  );
  const onToggle = useCallback(
    (field: string, value: string | null) =>
      onQuery((before) =>
        value === null ? toggleMissing(before, field) : toggleValue(before, field, value),
      ),
    [onQuery],
  );
  const onClear = useCallback((field: string) => onQuery((before) => clearField(before, field)), [onQuery]);
  // Reported in place of the entries.
  if (facets.error && isAboutQuery(facets.error)) return null;
  if (facets.error) {
    return (
      <div className="facet">
        <ErrorPanel error={facets.error} onAgain={facets.again} />
      </div>
    );
  }
  if (facets.value === null) return <Skeleton rows={12} label={strings.review.counting} />;
  const answers = facets.value;
  return fields.map((field) => {
    const values = answers[field] ?? null;
    const { values: mine, missing } = chosen[field] ?? noneChosen;
    if (values?.distinct === 0 && mine.length === 0 && !missing) return null;
    const isFolded = folded.includes(field);
    return (
      <Facet
        key={field}
        field={field}
        heading={findColumn(field)?.heading ?? strings.review.facetHeadings[field] ?? field}
        query={counted ?? ''}
        values={isFolded ? null : values}
        sources={info.sources}
        chosen={mine}
        missingChosen={missing}
        folded={isFolded}
        onFold={onFold}
        onToggle={onToggle}
        onClear={onClear}
      />
    );
  });
});

interface Chosen {
  readonly values: readonly string[];
  readonly missing: boolean;
}
const noneChosen: Chosen = { values: [], missing: false };

/** The query's values for each field; the same object while they stay the same, even if the rest is being typed. */
function useChosen(query: string): Readonly<Record<string, Chosen>> {
  const text = useMemo(() => {
    const parsed = parseQuery(query);
    const chosen = fields.map((field) => {
      return [field, { values: chosenValues(parsed, field), missing: missingChosen(parsed, field) }];
    });
    return JSON.stringify(Object.fromEntries(chosen));
  }, [query]);
  return useMemo(() => JSON.parse(text) as Record<string, Chosen>, [text]);
}

function readFolded(stored: unknown): readonly string[] | null {
  return Array.isArray(stored) ? fields.filter((field) => stored.includes(field)) : null;
}
