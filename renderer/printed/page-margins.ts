import { visibleLine } from '../text/visible-text.ts';

/**
 * Puts a text and the page number at the foot of every printed page (CSS Paged Media, page-margin boxes), and removes
 * them again. It uses a constructed style sheet, because the text belongs to this one print and the page's policy
 * allows no inline style.
 */
export function pageMargins(foot: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `@page { margin: 16mm 14mm 20mm; @bottom-left { content: ${quoted(foot)}; font: 7pt sans-serif; } @bottom-right { white-space: nowrap; content: counter(page) " / " counter(pages); font: 7pt sans-serif; } }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** A longer name would leave no room for the page number; the page itself has all of it. */
const longestPart = 80;

/** The parts of a foot on one line, with invisible characters shown, and cut to what fits. */
export function footLine(parts: readonly string[]): string {
  return parts
    .map((part) => {
      const letters = [...visibleLine(part)];
      return letters.length > longestPart
        ? `${letters.slice(0, longestPart - 1).join('')}…`
        : letters.join('');
    })
    .join(' · ');
}

/** A CSS string, in which whatever could end it is escaped. The text may be anybody's. */
export function quoted(text: string): string {
  const escaped = text.replace(
    /["\\<\p{Cc}]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
