import { X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Suggestion } from '../../../shared/query/completion/suggest.ts';
import { IconButton } from '../../design/button.tsx';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { type Chip, chipsOf } from './chips.ts';
import { QueryChips } from './query-chips.tsx';
import { faultOf } from './query-fault.ts';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { Syntax } from './syntax.tsx';
import { useCompletion } from './use-completion.ts';
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
  const [text, setText] = useState(query);
  const [seen, setSeen] = useState(query);
  const [focused, setFocused] = useState(false);
  /** Where the cursor is, while suggestions are wanted. */
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const fault = faultOf(text);
  const id = useId();
  /** The query that this bar asked for while it is being edited: its own echo must not undo what was typed since. */
  const sent = useRef(new Set<string>());
  if (query !== seen) {
    setSeen(query);
    if (!sent.current.has(query)) setText(query);
  }
  const send = useCallback(
    (next: string) => {
      sent.current.add(next);
      onQuery(next);
    },
    [onQuery],
  );
  const completion = useCompletion(text, caret);
  const open = focused && completion !== null && completion.suggestions.length > 0;
  const written = text === query && fault === null;
  const showsChips = !focused && written && query.trim() !== '' && chipsOf(query).length > 0;

  useEffect(() => {
    if (text === query || faultOf(text) !== null) return;
    // Not before the typed text is on the screen; a search that another key has made obsolete is cancelled in the
    // engine.
    const timer = setTimeout(() => send(text));
    return () => clearTimeout(timer);
  }, [text, query, send]);

  const suggest = (at: number | null) => {
    setCaret(at);
    setActive(-1);
  };
  const take = (suggestion: Suggestion) => {
    if (completion === null) return;
    const before = text.slice(0, completion.from) + suggestion.text;
    // A value is complete; a field waits for one.
    const space = suggestion.kind === 'value' && completion.to === text.length ? ' ' : '';
    setText(before + space + text.slice(completion.to));
    const at = before.length + space.length;
    suggest(suggestion.kind === 'value' ? null : at);
    requestAnimationFrame(() => inputRef.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const count = completion?.suggestions.length ?? 0;
    const chosen = completion?.suggestions[Math.max(active, 0)];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return suggest(event.currentTarget.selectionStart);
      const by = event.key === 'ArrowDown' ? 1 : -1;
      return setActive((before) => (before + by + count + (before === -1 && by === -1 ? 1 : 0)) % count);
    }
    if (open && chosen && (event.key === 'Tab' || (event.key === 'Enter' && active >= 0))) {
      if (event.shiftKey) return;
      event.preventDefault();
      return take(chosen);
    }
    if (event.key === 'Enter' && fault === null) {
      suggest(null);
      send(text);
    }
    if (event.key === 'Escape') {
      if (open) suggest(null);
      else onLeave();
    }
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
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open && active >= 0 ? suggestionId(id, active) : undefined}
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
              // From now on a change comes from elsewhere.
              sent.current.clear();
              if (fault === null && text !== query) onQuery(text);
            }}
            onChange={(event) => {
              setText(event.target.value);
              suggest(event.target.selectionStart);
            }}
            onKeyDown={onKeyDown}
          />
          {open && <SuggestionList id={id} completion={completion} active={active} onTake={take} />}
        </div>
        {text !== '' && (
          <IconButton
            name={strings.query.clear}
            icon={<X size={16} />}
            onPress={() => {
              setText('');
              onQuery('');
            }}
          />
        )}
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
