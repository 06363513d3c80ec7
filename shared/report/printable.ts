/** Characters that a terminal may act on, or that turn text around: C0 and C1 controls, and bidirectional controls. */
const acting = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside, made harmless in plain text: such characters as `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(acting, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
