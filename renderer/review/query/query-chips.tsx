import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { useLagging } from '../../session/use-lagging.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { type Chip, chipsOf } from './chips.ts';

/** After the entries, the facets and the histogram: these counts come last. */
const restMs = 400;

interface Props {
  /** A query that reads. */
  readonly query: string;
  readonly matched: number | null;
  readonly onQuery: (query: string) => void;
  /** Asks to edit the text of this chip. */
  readonly onEdit: (chip: Chip) => void;
}

/** The query's terms as chips: each can be edited, negated and removed. */
export function QueryChips({ query, matched, onQuery, onEdit }: Props) {
  const chips = useMemo(() => chipsOf(query), [query]);
  const rested = useLagging(query, restMs) === query;
  return (
    <ul className="query-chips" aria-label={strings.query.chips}>
      {chips.map((chip) => (
        <li key={`${chip.start} ${chip.field} ${chip.value}`} className="query-chip">
          {chip.field !== '' && <span className="query-chip-field">{visibleLine(chip.field)}</span>}
          <AriaButton
            className="query-chip-part query-chip-turn"
            aria-label={strings.query.turn(visibleLine(query.slice(chip.start, chip.end)), chip.negated)}
            onPress={() => onQuery(chip.reversed)}
          >
            {chip.negated ? (
              <strong className="query-not">{strings.query.not}</strong>
            ) : (
              strings.query[chip.field === '' ? 'has' : 'is']
            )}
          </AriaButton>
          <AriaButton className="query-chip-part query-chip-text" onPress={() => onEdit(chip)}>
            <span className="hidden-text">{strings.query.edit}</span>
            <strong className="clip">
              <EvidenceLine text={chip.value} />
            </strong>
          </AriaButton>
          {matched !== null && rested && <Removed without={chip.without} matched={matched} />}
          <AriaButton
            className="query-chip-part"
            aria-label={strings.query.remove(visibleLine(query.slice(chip.start, chip.end)))}
            onPress={() => onQuery(chip.without)}
          >
            <X size={12} />
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

/** How many entries the term excludes: the exact number, or nothing yet. */
function Removed({ without, matched }: { readonly without: string; readonly matched: number }) {
  const { version } = useCase();
  const { value } = useCall('query.count', { query: without }, version);
  if (value === null) return null;
  const removed = value.matched - matched;
  return (
    <span className="query-chip-count" title={strings.query.removes(removed)}>
      −{countText(removed)}
    </span>
  );
}
