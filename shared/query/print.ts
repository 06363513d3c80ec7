import { needsQuotes } from './comparing.ts';
import { printCodingField, printPath } from './field-name.ts';
import type { BareValue, Condition, PathTest, Pattern, QueryNode, Test, TimeValue } from './syntax.ts';

/** The canonical text of a query: reading it again gives the same query. */
export function printQuery(query: QueryNode): string {
  switch (query.kind) {
    case 'everything':
      return '';
    case 'or':
      return query.terms.map((term) => within(term, 'or')).join(' OR ');
    case 'and':
      return query.terms.map((term) => within(term, 'and')).join(' ');
    case 'not':
      return `-${within(query.term, 'not')}`;
    default:
      return printCondition(query);
  }
}

/** AND binds tighter than OR, a minus tighter than both; two minuses are kept apart. */
function within(term: QueryNode, parent: 'and' | 'or' | 'not'): string {
  const text = printQuery(term);
  const loose = term.kind === 'or' || (parent === 'not' && (term.kind === 'and' || term.kind === 'not'));
  return loose ? `(${text})` : text;
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'words':
      if (condition.field === 'anywhere') return condition.texts.map(printWord).join(' ');
      return `${condition.field}:${condition.texts.map(printValue).join(',')}`;
    case 'present':
      return `${condition.field}:*`;
    case 'exact':
    case 'choice':
      return `${condition.field}:${condition.values.map(printValue).join(',')}`;
    case 'matching': {
      const patterns = condition.patterns.map(printPattern).join(',');
      // Without a field it is a regular expression.
      return condition.field === 'anywhere' ? patterns : `${condition.field}:${patterns}`;
    }
    case 'number':
      return `${condition.field}:${printTest(condition.test, String)}`;
    case 'time':
      return `${condition.field}:${printTest(condition.test, timeText)}`;
    case 'coding':
      return `${printCodingField(condition.name)}:${condition.patterns?.map(printPattern).join(',') ?? '*'}`;
    case 'path':
      return `${printPath(condition.path)}:${printPathTest(condition.test)}`;
  }
}

function printTest<V>(test: Test<V>, print: (value: V) => string): string {
  if (test.op === 'in') return test.values.map(print).join(',');
  if (test.op === 'range') return `${print(test.from)}..${print(test.to)}`;
  return `${test.op}${print(test.value)}`;
}

function printPathTest(test: PathTest): string {
  switch (test.op) {
    case 'present':
      return '*';
    case 'in':
      return test.values.map(printPathValue).join(',');
    case 'numbers':
      return printTest(test.test, ({ text }) => text);
    case 'times':
      return printTest(test.test, timeText);
  }
}

function printPathValue(value: Pattern | BareValue): string {
  if (value.how === 'bare') return value.text;
  if (value.how === 'text' && needsQuotes(value.text)) return quote(value.text);
  return printPattern(value);
}

function printPattern(pattern: Pattern): string {
  switch (pattern.how) {
    case 'text':
      return printValue(pattern.text);
    case 'prefix':
      return `${printValue(pattern.text)}*`;
    case 'regex':
      return `/${pattern.source}/${pattern.anyCase ? 'i' : ''}`;
    case 'network':
      return pattern.network;
  }
}

function timeText(value: TimeValue): string {
  return value.text;
}

function printWord(text: string): string {
  const plain = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(text) && !/^(AND|OR|NOT)$/.test(text);
  return plain ? text : quote(text);
}

export function printValue(text: string): string {
  const plain = /^[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$/u.test(text) && !text.includes('..');
  return plain ? text : quote(text);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
