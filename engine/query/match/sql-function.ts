import type { Pattern } from '../../../shared/query/syntax.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { Parameters } from '../parameters.ts';
import { partTest, type TextTest, valueTest } from './text-tests.ts';

/** Whether whole values are held against patterns, or parts of a text, or words of it. */
export type MatchMode = 'value' | 'part' | 'word';

/** SQL that is 1 where `value`, an SQL expression for text, passes one of the patterns, and 0 otherwise. */
export function matchesSql(
  parameters: Parameters,
  value: string,
  mode: MatchMode,
  patterns: readonly Pattern[],
): string {
  return `text_matches(${value}, ${parameters.add(JSON.stringify({ mode, patterns }))})`;
}

/** Compiled tests kept for a connection: as many as one query can ask for, and some. */
const mostKept = 2_000;

/** Gives the connection the function that compiled queries call; a test is compiled when it is first called for. */
export function registerMatches(db: ReadableDb): void {
  const tests = new Map<string, TextTest>();
  const testOf = (asked: string): TextTest => {
    let test = tests.get(asked);
    if (test === undefined) {
      const { mode, patterns } = JSON.parse(asked) as { mode: MatchMode; patterns: readonly Pattern[] };
      test = mode === 'value' ? valueTest(patterns) : partTest(patterns, mode === 'word');
      if (tests.size === mostKept) tests.clear();
      tests.set(asked, test);
    }
    return test;
  };
  db.function('text_matches', { deterministic: true, directOnly: true }, (value: unknown, asked: unknown) =>
    typeof value === 'string' && testOf(String(asked))(value) ? 1 : 0,
  );
}
