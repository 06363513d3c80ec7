import type { Pattern } from '../../../shared/query/syntax.ts';
import { requiredText } from '../match/required-text.ts';

/** What stands, in whatever case, in all that the pattern finds; empty where that is not known. */
export function knownText(pattern: Pattern): string {
  if (pattern.how === 'regex') return requiredText(pattern);
  return 'text' in pattern ? pattern.text : '';
}
