import { useCallback, useEffect, useRef, useState } from 'react';
import { faultOf } from './query-fault.ts';

/** The text of a query while it is edited: searched as it is typed, as soon as it is valid. */
export function useQueryText(query: string, onQuery: (query: string) => void) {
  const [text, setText] = useState(query);
  const [seen, setSeen] = useState(query);
  const fault = faultOf(text);
  /** The queries that were asked for while this one is being edited: their echo must not undo what was typed since. */
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

  useEffect(() => {
    if (text === query || faultOf(text) !== null) return;
    // Not before the typed text is on the screen; a search that another key has made obsolete is cancelled in the
    // engine.
    const timer = setTimeout(() => send(text));
    return () => clearTimeout(timer);
  }, [text, query, send]);

  return {
    text,
    setText,
    fault,
    send,
    /** Ends the editing: from now on a change comes from elsewhere. */
    leave: () => {
      sent.current.clear();
      if (fault === null && text !== query) onQuery(text);
    },
    clear: () => {
      setText('');
      onQuery('');
    },
  };
}
