import { z } from 'zod';
import type { Redaction, RedactionRule } from '../../../shared/contract/redaction.ts';

const text = z.string();

/** A redaction rule as entered so far; it may be incomplete. */
export const ruleDraftSchema = z.object({
  /** Its own identifier as long as the draft exists. */
  id: z.number(),
  kind: z.enum(['withhold', 'mask']),
  /** Which entries it applies to; only a mask may apply to all. */
  on: z.enum(['query', 'selection', 'all']),
  query: text,
  /** For a mask: separated by commas or line breaks. */
  fields: text,
  basis: text,
  reason: text,
});
export type RuleDraft = z.output<typeof ruleDraftSchema>;

export function newRule(kind: RuleDraft['kind'], rules: readonly RuleDraft[]): RuleDraft {
  const id = Math.max(0, ...rules.map((rule) => rule.id)) + 1;
  return { id, kind, on: kind === 'mask' ? 'all' : 'query', query: '', fields: '', basis: '', reason: '' };
}

function fieldsOf({ fields }: RuleDraft): string[] {
  return fields
    .split(/[,\n]/)
    .map((field) => field.trim())
    .filter((field) => field !== '');
}

/** What is missing from a rule: the names of its parts. */
export function missingOf(rule: RuleDraft, selection: readonly number[]): ('query' | 'fields' | 'reason')[] {
  const { kind, on, query, reason } = rule;
  const named = on === 'all' || (on === 'query' ? query.trim() !== '' : selection.length > 0);
  return [
    ...(named ? [] : (['query'] as const)),
    ...(kind === 'mask' && fieldsOf(rule).length === 0 ? (['fields'] as const) : []),
    ...(reason.trim() === '' ? (['reason'] as const) : []),
  ];
}

/** Null while a rule is incomplete: nothing is asked for then. */
export function rulesOf(rules: readonly RuleDraft[], selection: readonly number[]): Redaction | null {
  if (rules.some((rule) => missingOf(rule, selection).length > 0)) return null;
  return rules.map((rule): RedactionRule => {
    const basis = rule.basis.trim();
    const about = {
      ...(rule.on === 'query' ? { query: rule.query } : {}),
      ...(rule.on === 'selection' ? { entries: [...selection] } : {}),
      ...(basis === '' ? {} : { basis }),
      reason: rule.reason.trim(),
    };
    return rule.kind === 'withhold'
      ? { kind: 'withhold', ...about }
      : { kind: 'mask', fields: fieldsOf(rule), ...about };
  });
}
