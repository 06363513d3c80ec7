import { strings } from '../strings.ts';

const onMac = /mac/i.test(navigator.userAgent);

const faces: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Ctrl: onMac ? '⌘' : 'Ctrl',
  Alt: onMac ? '⌥' : 'Alt',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};

/** A sequence of keys as keycaps: `g then i`. */
export function Keys({ sequence }: { readonly sequence: string }) {
  return (
    <span className="keys">
      {sequence.split(' ').map((chord, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the chords of one sequence never change places
        <span key={place} className="keys">
          {place > 0 && <span className="quiet">{strings.commands.andThen}</span>}
          {partsOf(chord).map((part) => (
            <kbd key={part}>{faces[part] ?? part}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

/** `Ctrl++` is Ctrl and plus. */
function partsOf(chord: string): readonly string[] {
  return chord.length === 1 ? [chord] : chord.split(/\+(?=.)/);
}
