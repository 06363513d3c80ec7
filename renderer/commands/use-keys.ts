import { useEffect, useRef } from 'react';
import type { CommandId } from './catalogue.ts';
import { chordOf, isCharacterKey } from './chord.ts';
import { KeySequence } from './key-sequence.ts';

/** In these elements, keys are text or belong to the control itself. */
const textFields = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const ownKeys = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';
/** For these keys, the browser itself does something. */
const pressable = 'button, a, summary, [role=button], [role=tab], [role=checkbox], input';

/** Runs a command when its keys are pressed, unless those keys mean something else in that place. */
export function useKeys(
  keymap: ReadonlyMap<string, CommandId>,
  actionOf: (id: CommandId) => (() => void) | undefined,
): void {
  const latest = useRef({ keymap, actionOf });
  latest.current = { keymap, actionOf };
  useEffect(() => {
    const sequence = new KeySequence();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event);
      if (chord === null || !isMeant(event, chord)) return;
      const found = sequence.press(chord, latest.current.keymap, event.timeStamp);
      if (found === null) return;
      if (found === 'wait') return event.preventDefault();
      const action = latest.current.actionOf(found);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isMeant({ target }: KeyboardEvent, chord: string): boolean {
  if (!(target instanceof Element)) return true;
  // A modal dialog keeps the keys; a text field keeps all but those that open the palette.
  if (target.closest(ownKeys)) return false;
  if (target.closest(textFields)) return /^(Ctrl|Alt)\+/.test(chord) && !textChords.has(chord);
  if (chord === 'Enter' || chord === 'Space') return !target.closest(pressable);
  // The browser copies what is marked on the page.
  if (chord === 'Ctrl+C') return document.getSelection()?.isCollapsed ?? true;
  return isCharacterKey(chord) || /^(Ctrl|Alt)\+|^F\d/.test(chord) || !target.closest(pressable);
}

/** What a text field does by itself. */
const textChords: ReadonlySet<string> = new Set([
  'Ctrl+A',
  'Ctrl+C',
  'Ctrl+X',
  'Ctrl+V',
  'Ctrl+Z',
  'Ctrl+Shift+Z',
  'Ctrl+Y',
]);
