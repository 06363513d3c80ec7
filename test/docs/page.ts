/** The headings of one level, as they stand in a page. */
export function headings(page: string, level: number): string[] {
  return [...withoutBlocks(page).matchAll(/^(#+) (.+)$/gm)]
    .filter(([, marks]) => marks?.length === level)
    .map(([, , text]) => text as string);
}

/** A heading's section with those below it. @throws Error where there is no heading that begins so */
export function sectionOf(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.findIndex(
    (line) => line.replace(/^#+ /, '').startsWith(heading) && line.startsWith('#'),
  );
  if (start < 0) throw new Error(`no section ${heading}`);
  const level = /^#+/.exec(lines[start] as string)?.[0].length ?? 0;
  const end = lines.findIndex((line, i) => i > start && new RegExp(`^#{1,${level}} `).test(line));
  return lines.slice(start, end < 0 ? undefined : end).join('\n');
}

/** The cells, row by row, of every table in a section whose first heading is `first`. */
export function tableRows(section: string, first: string): string[][] {
  const rows: string[][] = [];
  let inside = false;
  for (const line of section.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : null;
    if (cells === null) inside = false;
    else if (inside) rows.push(cells);
    else inside = cells[0] === first;
  }
  return rows.filter(([cell]) => !/^-+$/.test(cell ?? ''));
}

/** Every target of a link or an image outside of code. */
export function linkTargets(page: string): string[] {
  return [...withoutBlocks(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(page: string): Set<string> {
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
  return new Set([1, 2, 3, 4].flatMap((level) => headings(page, level)).map(slug));
}

function withoutBlocks(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '');
}
