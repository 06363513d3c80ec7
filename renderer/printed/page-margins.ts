import { visibleLine } from '../text/visible-text.ts';

/**
 * Puts a text and the number of the page at the foot of every printed page (CSS Paged Media, page-margin boxes), and takes them
 * away again. A constructed sheet, since the text is of this one print and the page's policy allows no inline style.
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

/** More of a name would leave no room for the number of the page; the page itself has the whole. */
const longestPart = 80;

/** The parts of a foot on one line: each as it can be seen, and as much of it as there is room for. */
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

/** A CSS string: whatever could end it is an escape. The text may be anybody's. */
export function quoted(text: string): string {
  const escaped = text.replace(
    /["\\<\p{Cc}]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
