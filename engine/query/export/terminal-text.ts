/**
 * Characters that would act on a terminal or hide what is there: controls, what turns the direction of writing, what has
 * no width, line separators, private and unassigned code points.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** Text from an entry as a terminal may show it: C0 controls as their pictures, everything else hidden by its number. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** East Asian wide and full-width characters and emoji (Unicode Standard Annex 11), as terminals lay them out. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Cells that one character takes. */
function cells(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += cells(character);
  return sum;
}

/** The text in exactly `room` cells: filled with spaces, or cut before an ellipsis. */
export function fitted(text: string, room: number): string {
  const own = width(text);
  if (own <= room) return text + ' '.repeat(room - own);
  let cut = '';
  let used = 0;
  for (const character of text) {
    if (used + cells(character) > room - 1) break;
    cut += character;
    used += cells(character);
  }
  return `${cut}…${' '.repeat(room - 1 - used)}`;
}
