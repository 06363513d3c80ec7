import { fieldLength, topTerms } from '../../../shared/query/edit.ts';
import { joined, parseQuery } from '../../../shared/query/parse.ts';
import { printQuery } from '../../../shared/query/print.ts';
import type { QueryNode } from '../../../shared/query/syntax.ts';

/** One of the terms that must all hold, as a chip shows it. */
export interface Chip {
  /** Its place in the text: UTF-16 code units, 0-based, `end` excluded. */
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** Before the colon; empty for words and groups. */
  readonly field: string;
  /** After the colon, or the whole term. */
  readonly value: string;
  /** The whole query without this term. */
  readonly without: string;
  /** The whole query with this term negated, or no longer negated. */
  readonly reversed: string;
}

/** The chips of a valid query, in their order. */
export function chipsOf(text: string): readonly Chip[] {
  const terms = topTerms(parseQuery(text));
  return terms.map((term, place) => {
    const negated = term.kind === 'not';
    const said = negated ? term.term : term;
    const shown = text.slice(said.start, said.end);
    const fieldEnd = fieldLength(said, shown);
    const others = terms.filter((each) => each !== term);
    return {
      start: term.start,
      end: term.end,
      negated,
      field: shown.slice(0, Math.max(0, fieldEnd - 1)),
      value: shown.slice(fieldEnd),
      without: printed(others),
      reversed: printed(terms.toSpliced(place, 1, reversed(term))),
    };
  });
}

function reversed(term: QueryNode): QueryNode {
  if (term.kind === 'not') return term.term;
  return { kind: 'not', term, start: term.start, end: term.end };
}

function printed(terms: readonly QueryNode[]): string {
  return terms.length === 0 ? '' : printQuery(joined('and', terms));
}
