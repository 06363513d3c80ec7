import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Suggestion } from '../../../shared/query/completion/suggest.ts';
import { useCompletion } from './use-completion.ts';

interface Props {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Suggestions are only shown in an input that has the focus. */
  readonly focused: boolean;
}

/** What may follow at the cursor, and the keys that choose from it. */
export function useSuggestions({ text, setText, inputRef, focused }: Props) {
  /** Where the cursor is, while suggestions are wanted. */
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const completion = useCompletion(text, caret);
  const open = focused && completion !== null && completion.suggestions.length > 0;

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
  /** Whether the key was one for the suggestions. */
  const onKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const count = completion?.suggestions.length ?? 0;
    const chosen = completion?.suggestions[Math.max(active, 0)];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      if (!open) suggest(event.currentTarget.selectionStart);
      else setActive((before) => (before + by + count + (before === -1 && by === -1 ? 1 : 0)) % count);
      return true;
    }
    if (open && chosen && (event.key === 'Tab' || (event.key === 'Enter' && active >= 0))) {
      if (event.shiftKey) return true;
      event.preventDefault();
      take(chosen);
      return true;
    }
    if (event.key === 'Escape' && open) {
      suggest(null);
      return true;
    }
    return false;
  };

  return { shown: open ? completion : null, active, suggest, take, onKey };
}
