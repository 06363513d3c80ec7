import { X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { type Chip, chipsOf } from './chips.ts';
import { QueryChips } from './query-chips.tsx';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { Syntax } from './syntax.tsx';
import { useQueryText } from './use-query-text.ts';
import { useSuggestions } from './use-suggestions.ts';
import './query-bar.css';

interface Props {
  readonly query: string;
  /** How many entries match; null until that is known. */
  readonly matched: number | null;
  readonly onQuery: (query: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Escape leaves the bar. */
  readonly onLeave: () => void;
}

/** The query: chips while it is viewed, text while it is edited; searched as it is typed, as soon as it is valid. */
export function QueryBar({ query, matched, onQuery, inputRef, onLeave }: Props) {
  const { text, setText, fault, send, leave, clear } = useQueryText(query, onQuery);
  const [focused, setFocused] = useState(false);
  const { shown, active, suggest, take, onKey } = useSuggestions({ text, setText, inputRef, focused });
  const id = useId();
  const written = text === query && fault === null;
  const showsChips = !focused && written && query.trim() !== '' && chipsOf(query).length > 0;

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (onKey(event)) return;
    if (event.key === 'Enter' && fault === null) {
      suggest(null);
      send(text);
    }
    if (event.key === 'Escape') onLeave();
  };
  const edit = (chip: Chip) => {
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(chip.start, chip.end);
  };

  return (
    <search className="query-bar">
      <div className="query-line">
        <div className="query-box" data-chips={showsChips || undefined}>
          {showsChips && <QueryChips query={query} matched={matched} onQuery={onQuery} onEdit={edit} />}
          {fault && <FaultUnderline text={text} position={fault.position} />}
          <input
            ref={inputRef}
            className="query-input"
            role="combobox"
            aria-label={strings.query.label}
            aria-expanded={shown !== null}
            aria-controls={shown ? id : undefined}
            aria-autocomplete="list"
            aria-activedescendant={shown && active >= 0 ? suggestionId(id, active) : undefined}
            aria-invalid={fault !== null}
            aria-describedby={fault ? `${id}-fault` : undefined}
            placeholder={strings.query.placeholder}
            value={text}
            spellCheck={false}
            autoComplete="off"
            maxLength={100_000}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              suggest(null);
              leave();
            }}
            onChange={(event) => {
              setText(event.target.value);
              suggest(event.target.selectionStart);
            }}
            onKeyDown={onKeyDown}
          />
          {shown && <SuggestionList id={id} completion={shown} active={active} onTake={take} />}
        </div>
        {text !== '' && <IconButton name={strings.query.clear} icon={<X size={16} />} onPress={clear} />}
        <kbd title={strings.query.focusKey}>/</kbd>
        <Syntax />
      </div>
      {fault && (
        <p id={`${id}-fault`} className="query-fault" role="status">
          {visibleLine(fault.error.message)} · {fault.error.next}
        </p>
      )}
    </search>
  );
}

/** Marks the position of the error under the input, whose text it mirrors. */
function FaultUnderline({ text, position }: { readonly text: string; readonly position: number }) {
  return (
    <span className="query-mirror" aria-hidden="true">
      {text.slice(0, position)}
      <mark>{text.slice(position, position + 1) || '\u00a0'}</mark>
    </span>
  );
}
