import { Pencil, RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { type CommandId, defaultKeys } from './catalogue.ts';
import { chordOf } from './chord.ts';
import { commandInTheWay, type KeyChanges, keysOf } from './keymap.ts';
import { Keys } from './keys.tsx';

interface Props {
  readonly id: CommandId;
  readonly changes: KeyChanges;
  readonly onGive: (id: CommandId, keys: readonly string[]) => void;
}

/** One command and its keys. */
export function Shortcut({ id, changes, onGive }: Props) {
  const [changing, setChanging] = useState(false);
  const words = strings.commands;
  const title = words.titles[id];
  const keys = keysOf(changes, id);
  return (
    <div className="shortcut">
      <span>{title}</span>
      {changing ? (
        <KeyField
          id={id}
          changes={changes}
          onDone={(sequence) => {
            if (sequence !== null) onGive(id, sequence === '' ? [] : [sequence]);
            setChanging(false);
          }}
        />
      ) : (
        <>
          {keys.length === 0 && <span className="quiet">{words.none}</span>}
          {keys.map((sequence) => (
            <Keys key={sequence} sequence={sequence} />
          ))}
          {changes.keys[id] && (
            <IconButton
              name={words.resetOne(title)}
              icon={<RotateCcw size={14} />}
              onPress={() => onGive(id, defaultKeys[id])}
            />
          )}
          <IconButton
            name={words.change(title)}
            icon={<Pencil size={14} />}
            onPress={() => setChanging(true)}
          />
        </>
      )}
    </div>
  );
}

interface KeyFieldProps {
  readonly id: CommandId;
  readonly changes: KeyChanges;
  /** The keys, '' for none, or null if they stay as they were. */
  readonly onDone: (sequence: string | null) => void;
}

/** Records the next keys as they are pressed, up to two. */
function KeyField({ id, changes, onDone }: KeyFieldProps) {
  const [sequence, setSequence] = useState('');
  const taken = sequence === '' ? null : commandInTheWay(changes, id, sequence);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onDone(null);
    if (event.key === 'Enter' && taken === null) return onDone(sequence);
    if (event.key === 'Backspace') return setSequence('');
    const chord = chordOf(event);
    if (chord === null || chord === 'Enter') return;
    setSequence((before) => (before === '' || before.includes(' ') ? chord : `${before} ${chord}`));
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to press keys here
      autoFocus
      readOnly
      className="field-input mono shortcut-field"
      aria-label={`${strings.commands.titles[id]}: ${strings.commands.press}`}
      aria-invalid={taken !== null}
      placeholder={strings.commands.press}
      title={strings.commands.press}
      value={
        taken === null ? sequence : `${sequence} · ${strings.commands.taken(strings.commands.titles[taken])}`
      }
      onKeyDown={onKeyDown}
      onBlur={() => onDone(null)}
    />
  );
}
