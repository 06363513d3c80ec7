/**
 * Keys in writing: a chord is a key with its modifiers (`Ctrl+K`, `Shift+J`, `?`), a sequence is one chord or several
 * with a space between (`g i`). Ctrl stands for Command where a keyboard has that.
 */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifiers: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

/** Null for a modifier alone, and for what an input method is still composing. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (modifiers.has(key) || key === 'Dead' || key === 'Process' || key === 'Unidentified') return null;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const held = ctrlKey || metaKey || altKey;
  const name =
    key === ' '
      ? 'Space'
      : isLetter && (held || shiftKey)
        ? key.toUpperCase()
        : key.length > 1
          ? key
          : key.toLowerCase();
  return [
    ctrlKey || metaKey ? 'Ctrl' : '',
    altKey ? 'Alt' : '',
    // Shift is part of what a symbol is, and no modifier of it.
    shiftKey && (isLetter || key.length > 1) ? 'Shift' : '',
    name,
  ]
    .filter((part) => part !== '')
    .join('+');
}

/** Whether it could also be meant as text (WCAG 2.2, 2.1.4): these are the ones that can be turned off. */
export function isCharacterKey(sequence: string): boolean {
  return sequence.split(' ').some((chord) => !/^(Ctrl|Alt)\+/.test(chord) && characterPattern.test(chord));
}

const characterPattern = /^(Shift\+)?.$|^Space$/u;
