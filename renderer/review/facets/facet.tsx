import { ChevronDown, ChevronRight, Search } from 'lucide-react';
import { memo, useState } from 'react';
import type { FacetValues } from '../../../shared/contract/operations.ts';
import type { SourceInfo } from '../../../shared/domain/case.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { useLagging } from '../../session/use-lagging.ts';
import { strings } from '../../strings.ts';
import { FacetValue } from './facet-value.tsx';

/** How many values of a field are listed at first, and after asking for more. */
const few = 6;
export const mostListed = 100;
/** A pause between keystrokes, in milliseconds. */
const pauseMs = 120;

interface Props {
  readonly field: string;
  readonly heading: string;
  /** The query whose entries are counted. */
  readonly query: string;
  /** Null while it is folded or not yet counted. */
  readonly values: FacetValues | null;
  readonly sources: readonly SourceInfo[];
  readonly chosen: readonly string[];
  readonly missingChosen: boolean;
  readonly folded: boolean;
  readonly onFold: (field: string) => void;
  /** Null means entries without a value. */
  readonly onToggle: (field: string, value: string | null) => void;
  readonly onClear: (field: string) => void;
}

/** One field: its values with their counts, the most frequent first, or those that contain the searched text. */
export const Facet = memo(function Facet(props: Props) {
  const { field, heading, values, chosen, folded, sources, onToggle } = props;
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const found = useFound(props.query, field, search);
  const Chevron = folded ? ChevronRight : ChevronDown;
  const words = strings.review;
  const listed = found?.values ?? values?.values.slice(0, all ? mostListed : few) ?? [];
  // Selected values stay listed, so that they can be deselected.
  const further =
    found === null ? chosen.filter((value) => !listed.some((each) => each.value === value)) : [];
  const rows = [
    ...listed,
    ...further.map((value) => ({
      value,
      count: values?.values.find((each) => each.value === value)?.count ?? 0,
    })),
  ];
  const highest = Math.max(1, values?.missing ?? 0, ...rows.map(({ count }) => count));
  const searchable = values !== null && (values.distinct > few || search !== null);
  return (
    <section className="facet" aria-label={heading}>
      <div className="facet-head">
        <button
          type="button"
          className="facet-fold label"
          aria-expanded={!folded}
          onClick={() => props.onFold(field)}
        >
          {heading} <Chevron size={12} aria-hidden="true" />
        </button>
        {searchable && !folded && (
          <IconButton
            name={words.searchIn(heading)}
            icon={<Search size={12} />}
            onPress={() => setSearch(search === null ? '' : null)}
          />
        )}
      </div>
      {search !== null && !folded && (
        <input
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to search here
          autoFocus
          className="field-input facet-search"
          aria-label={words.searchIn(heading)}
          value={search}
          maxLength={1000}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch(null)}
        />
      )}
      {!folded &&
        rows.map(({ value, count }) => (
          <FacetValue
            key={value}
            count={count}
            share={count / highest}
            checked={chosen.includes(value)}
            field={field}
            value={value}
            sources={sources}
            onToggle={onToggle}
          />
        ))}
      {values && found === null && (values.missing > 0 || props.missingChosen) && field !== 'tag' && (
        <FacetValue
          count={values.missing}
          share={values.missing / highest}
          checked={props.missingChosen}
          field={field}
          value={null}
          sources={sources}
          onToggle={onToggle}
        />
      )}
      <div className="facet-foot">
        {found && <span className="quiet">{words.found(found.values.length, found.found)}</span>}
        {values && found === null && !folded && values.distinct > few && (
          <Button look="link" onPress={() => setAll(!all)}>
            {all ? words.fewerValues : words.moreValues(Math.min(values.distinct, mostListed) - few)}
          </Button>
        )}
        {values && all && found === null && values.distinct > mostListed && (
          <span className="quiet">{words.unlisted(values.distinct - mostListed)}</span>
        )}
        {(chosen.length > 0 || props.missingChosen) && (
          <Button look="link" onPress={() => props.onClear(field)}>
            {words.clearField}
          </Button>
        )}
      </div>
    </section>
  );
});

/** The values that contain the text; null if nothing is searched for. */
function useFound(query: string, field: string, search: string | null) {
  const { version } = useCase();
  const asked = useLagging(search ?? '', pauseMs);
  const wanted = search !== null && asked !== '';
  const { value } = useCall(
    'query.values',
    wanted ? { query, field, search: asked, limit: mostListed } : null,
    version,
  );
  return wanted ? value : null;
}
