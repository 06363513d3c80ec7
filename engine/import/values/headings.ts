import type { Path } from '../../../shared/mapping/path.ts';

/** A column that a path may lead to, and what is left of the path: names inside the JSON text of its cells. */
export interface Candidate {
  readonly heading: string;
  readonly inside: readonly string[];
}

/** A table's headings, to be found by paths. Made once a table: a hostile one has millions of columns. */
export class Headings {
  private readonly alike = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const key = flattened(name);
      const known = this.alike.get(key);
      if (known) known.push(name);
      else this.alike.set(key, [name]);
    }
  }

  /**
   * The columns that a path may lead to, whichever way an exporter has flattened it: `context.case_id` stands under
   * `context.case_id`, `context_case_id`, `Context Case ID`, or within the cells under `context`. The heading that says
   * most of the path comes first, and of several the one that is exactly the path.
   */
  of(path: Path): Candidate[] {
    const found: Candidate[] = [];
    for (let named = path.length; named > 0; named--) {
      const exact = path.slice(0, named).join('.');
      const inside = path.slice(named);
      const matching = this.alike.get(flattened(exact)) ?? [];
      if (matching.includes(exact)) found.push({ heading: exact, inside });
      for (const heading of matching) if (heading !== exact) found.push({ heading, inside });
    }
    return found.slice(0, candidateLimit);
  }
}

/** Columns that one path is looked for in: more headings alike than this are nobody's export. */
const candidateLimit = 16;

/** A heading's letters and digits in lower case; whatever stands between them is one underscore. */
function flattened(heading: string): string {
  const words = heading.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu);
  // Of nothing but signs, a heading is only itself.
  return words === null ? heading : words.join('_');
}
