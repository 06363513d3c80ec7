import { type Ref, useEffect, useRef } from 'react';
import { Button } from '../../design/button.tsx';
import { readString, useStoredState } from '../../session/stored-state.ts';
import { strings } from '../../strings.ts';

interface Props {
  /** Where the draft is stored: it survives a move to another entry, a reload and a crash. */
  readonly place: string;
  readonly inputRef: Ref<HTMLTextAreaElement>;
  /** True where it was saved. */
  readonly onNote: (note: string) => Promise<boolean>;
  readonly onLeave: () => void;
}

export function NoteField({ place, inputRef, onNote, onLeave }: Props) {
  const [note, setNote] = useStoredState(place, '', readString);
  const words = strings.coding;
  const begun = note.trim() !== '';
  const field = useRef<HTMLDivElement>(null);
  // The button comes with the first word, and is to be seen.
  useEffect(() => {
    if (begun && field.current?.contains(document.activeElement))
      field.current.scrollIntoView({ block: 'nearest' });
  }, [begun]);
  const save = async () => {
    if (begun && (await onNote(note))) setNote('');
  };
  return (
    <div className="coding-field" ref={field}>
      <span className="label">{words.note}</span>
      <textarea
        ref={inputRef}
        className="field-input coding-note"
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        rows={2}
        maxLength={1_000_000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
          if (event.key === 'Escape') onLeave();
        }}
      />
      {begun && <span />}
      {begun && <Button onPress={() => void save()}>{words.saveNote}</Button>}
    </div>
  );
}
