import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font, openSync } from 'fontkit';
import { unpackWoff } from './woff.ts';

/** DejaVu, which may be embedded in documents freely: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, and the signs of the report. */
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

/**
 * UnifontEX, under the SIL Open Font License: every script of Unicode's first plane, and many pictures, in plain signs of one drawing.
 * It joins no signs: those of Indic scripts stand one beside the other. Read only where something needs it.
 */
const furtherFile = fileURLToPath(
  new URL('files/unifontex-latin-400-normal.woff', import.meta.resolve('@fontsource/unifontex/package.json')),
);

export type FontName = keyof typeof fontFiles | 'further';

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
  private further: { readonly file: Buffer; readonly font: Font } | null = null;

  /** The font of all that the others lack, where any piece stands in it. */
  get furtherFont(): Buffer | null {
    return this.further?.file ?? null;
  }

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
    const own = this.fonts[wanted === 'mono' ? 'mono' : 'sans'];
    if (character === '\n' || own.hasGlyphForCodePoint(code)) return [character, wanted];
    if (this.fonts.sans.hasGlyphForCodePoint(code)) return [character, 'sans'];
    if (this.readFurther().hasGlyphForCodePoint(code)) return [character, 'further'];
    return [`\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`, 'sans'];
  }

  private readFurther(): Font {
    if (this.further === null) {
      const file = unpackWoff(readFileSync(furtherFile));
      this.further = { file, font: create(file) };
    }
    return this.further.font;
  }
}
