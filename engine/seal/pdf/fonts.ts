import { fileURLToPath } from 'node:url';
import { openSync } from 'fontkit';

/**
 * DejaVu, which may be embedded in documents freely: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, and the signs of the report.
 * It has no Chinese, Japanese, Korean nor Indic scripts.
 */
export const fontFiles = {
  sans: {
    normal: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    bold: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  },
  mono: {
    normal: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf')),
    bold: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf')),
  },
};

export type FontName = keyof typeof fontFiles;

export interface Piece {
  readonly text: string;
  readonly font: FontName;
}

/** Cuts text into pieces of one font each. What no font has is shown by its code point, never as an empty box. */
export class FontCoverage {
  private readonly fonts = {
    sans: openSync(fontFiles.sans.normal),
    mono: openSync(fontFiles.mono.normal),
  };

  pieces(text: string, wanted: FontName): Piece[] {
    const pieces: { text: string; font: FontName }[] = [];
    for (const character of text) {
      const [shown, font] = this.shown(character, wanted);
      const last = pieces.at(-1);
      if (last?.font === font) last.text += shown;
      else pieces.push({ text: shown, font });
    }
    return pieces;
  }

  private shown(character: string, wanted: FontName): [text: string, font: FontName] {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n' || this.fonts[wanted].hasGlyphForCodePoint(code)) return [character, wanted];
    if (this.fonts.sans.hasGlyphForCodePoint(code)) return [character, 'sans'];
    return [`\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`, 'sans'];
  }
}
