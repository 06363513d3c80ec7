import type { Pattern } from '../../../shared/query/syntax.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { Parameters } from '../parameters.ts';
import { partTest, type TextTest, valueTest } from './text-tests.ts';

/** Whether whole values are held against patterns, or parts of a text, or words of it. */
export type MatchMode = 'value' | 'part' | 'word';

/** SQL that is 1 where `value`, an SQL expression for text, passes one of the patterns, and 0 otherwise. */
export function matchesSql(
  { db, parameters }: { readonly db: ReadableDb; readonly parameters: Parameters },
  value: string,
  mode: MatchMode,
  patterns: readonly Pattern[],
): string {
  return `text_matches(${value}, ${parameters.add(testsOf(db).number(mode, patterns))})`;
}

/**
 * Compiled tests kept for a connection: more than one query can ask for, so that those of the query that runs are there.
 */
const mostKept = 4_000;

/** The tests that SQL calls by number: for a number costs less than a text to hand over, a million times. */
class NumberedTests {
  private readonly tests = new Map<number, TextTest>();
  private readonly numbers = new Map<string, number>();
  private last = 0;

  number(mode: MatchMode, patterns: readonly Pattern[]): number {
    const name = JSON.stringify([mode, patterns]);
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = ++this.last;
    this.tests.set(number, mode === 'value' ? valueTest(patterns) : partTest(patterns, mode === 'word'));
    this.numbers.set(name, number);
    if (this.numbers.size > mostKept) this.forgetOldest();
    return number;
  }

  get(number: number): TextTest | undefined {
    return this.tests.get(number);
  }

  private forgetOldest(): void {
    for (const [name, number] of this.numbers) {
      this.numbers.delete(name);
      this.tests.delete(number);
      return;
    }
  }
}

const kept = new WeakMap<ReadableDb, NumberedTests>();

function testsOf(db: ReadableDb): NumberedTests {
  let tests = kept.get(db);
  if (tests === undefined) {
    tests = new NumberedTests();
    kept.set(db, tests);
  }
  return tests;
}

/** Gives the connection the function that compiled queries call. */
export function registerMatches(db: ReadableDb): void {
  const tests = testsOf(db);
  db.function(
    'text_matches',
    { deterministic: true, directOnly: true },
    (value: unknown, number: unknown) => {
      if (typeof value !== 'string') return 0;
      const test = tests.get(number as number);
      if (test === undefined) throw new RangeError(`no test has the number ${number}`);
      return test(value) ? 1 : 0;
    },
  );
}
