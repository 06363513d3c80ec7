import type { CommandId } from './catalogue.ts';

/** How long the second key of a sequence is waited for, in milliseconds. */
const patience = 1500;

/** Combines chords into sequences: `g` waits for the next key if some sequence begins with it. */
export class KeySequence {
  #begun = '';
  #at = 0;

  /** @returns the command that the chord completes, `wait` where it begins or continues one, or null */
  press(chord: string, keymap: ReadonlyMap<string, CommandId>, now: number): CommandId | 'wait' | null {
    const begun = now - this.#at <= patience ? this.#begun : '';
    this.#begun = '';
    for (const sequence of begun === '' ? [chord] : [`${begun} ${chord}`, chord]) {
      const id = keymap.get(sequence);
      if (id !== undefined) return id;
      if (keymap.keys().some((known) => known.startsWith(`${sequence} `))) {
        this.#begun = sequence;
        this.#at = now;
        return 'wait';
      }
    }
    return null;
  }
}
