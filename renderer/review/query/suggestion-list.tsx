import type { Completion, Suggestion } from '../../../shared/query/completion/suggest.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';

interface Props {
  readonly id: string;
  readonly completion: Completion;
  /** The suggestion that the keys are on, or -1. */
  readonly active: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

export const suggestionId = (list: string, place: number) => `${list}-${place}`;

/** What may be inserted; the input keeps the focus and refers to the active suggestion. */
export function SuggestionList({ id, completion, active, onTake }: Props) {
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={strings.query.suggestions}
      className="suggestions popover"
      style={{ left: `min(${completion.from}ch, 100% - 320px)` }}
    >
      {completion.suggestions.map((suggestion, place) => (
        <div
          key={suggestion.text}
          id={suggestionId(id, place)}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className="menu-item suggestion"
          data-focused={place === active || undefined}
          // Before the input loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
        >
          <span className="mono clip">
            <EvidenceLine text={suggestion.text} mono />
          </span>
          <span className="suggestion-aside quiet">
            {suggestion.count === null ? suggestion.detail : countText(suggestion.count)}
          </span>
        </div>
      ))}
    </div>
  );
}
