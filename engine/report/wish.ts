import type { ReportWish } from '../../shared/domain/guided-report.ts';
import { AppError } from '../../shared/errors.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import { is } from './conditions.ts';

/** UTF-16 code units of a subject and of a query: every figure narrows them further, within the limits of a query. */
const longestSubject = 10_000;
const longestQuery = 20_000;

/** What is looked at. @throws AppError INVALID_INPUT for a wish that asks for nothing, or too much */
export function scopeOf({ question, subject, query }: ReportWish): QueryNode {
  const isOfOne = question === 'claim' || question === 'image';
  if (!isOfOne) {
    if (subject !== null)
      throw refusal(
        `${question} is about no single claim or image`,
        'leave it out, or ask for claim or image',
      );
    if (query.length > longestQuery) throw refusal('the query is too long for a report', 'shorten it');
    return parseQuery(query);
  }
  if (query.trim() !== '')
    throw refusal(
      `a report of ${question === 'claim' ? 'a claim' : 'an image'} looks at all of its entries: a query would leave some out`,
      'leave out the query',
    );
  if (subject === null) throw refusal(`the report needs the id of the ${question}`, `name the ${question}`);
  if (subject.length > longestSubject) throw refusal('the id is too long for a report', 'name another');
  if (!subject.isWellFormed())
    throw refusal('the id holds half of a character (a lone surrogate)', 'type or paste it again');
  return is(question === 'claim' ? 'case_id' : 'image_id', subject);
}

export function refusal(message: string, next: string, safe = 'nothing was written'): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe, next });
}

/** @throws AppError INVALID_INPUT */
export function refuseEmpty({ question, subject }: ReportWish, entries: number): void {
  if (entries > 0 || subject === null) return;
  throw refusal(
    `no entry of the case names the ${question} ${JSON.stringify(subject.slice(0, 200))}`,
    `casebound facets lists what there is: --field ${question === 'claim' ? 'case_id' : 'image_id'}; upper and lower case matter`,
  );
}
