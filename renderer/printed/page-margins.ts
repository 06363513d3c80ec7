/**
 * Puts a text and the number of the page at the foot of every printed page (CSS Paged Media, page-margin boxes), and takes them
 * away again. A constructed sheet, since the text is of this one print and the page's policy allows no inline style.
 */
export function pageMargins(foot: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `@page { margin: 16mm 14mm 20mm; @bottom-left { content: ${quoted(foot)}; font: 7pt sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 7pt sans-serif; } }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** A CSS string: whatever could end it is an escape. The text may be anybody's. */
export function quoted(text: string): string {
  const escaped = text.replace(
    /["\\<\p{Cc}]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
