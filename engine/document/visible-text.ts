/**
 * Text from a trail for people to read: characters that hide, reorder or command (controls, bidirectional overrides,
 * zero-width ones, lone surrogates) are shown by their code point instead of taking effect.
 */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `\u27e8U+${code}\u27e9`;
  });
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
