import type { TermsReport } from '../contract/language-operations.ts';
import { csvLine, csvText } from './csv-line.ts';

const headings = ['term', 'hits', 'unique', 'entries', 'fault'] as const;
const counts: ReadonlySet<string> = new Set(['hits', 'unique', 'entries']);

/** The search-terms report as a table. A term that could not be asked has no counts: that it finds nothing is not known. */
export function termsCsv({ terms }: TermsReport): string {
  const lines = terms.map((term) =>
    csvLine(
      headings.map((heading) => (term.fault !== null && counts.has(heading) ? '' : csvText(term[heading]))),
    ),
  );
  return [csvLine(headings), ...lines].join('');
}
