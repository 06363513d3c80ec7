import { queryFault } from './fault.ts';
import { mostConditions, mostRegexes, mostValues } from './syntax.ts';

/** Counts what a query holds, so that no text can make a search without bounds. */
export class Limits {
  private conditions = 0;
  private values = 0;
  private regexes = 0;

  condition(at: number): void {
    if (++this.conditions > mostConditions) {
      throw queryFault(
        at,
        `more than ${mostConditions.toLocaleString('en')} conditions`,
        'use field:a,b,c for many values of one field',
      );
    }
  }

  value(at: number): void {
    if (++this.values > mostValues) {
      throw queryFault(
        at,
        `more than ${mostValues.toLocaleString('en')} values in lists`,
        'split the query into several',
      );
    }
  }

  regex(at: number): void {
    if (++this.regexes > mostRegexes)
      throw queryFault(at, `more than ${mostRegexes} regular expressions`, 'join them with | into fewer');
  }
}
