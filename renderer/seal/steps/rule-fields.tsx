import { Trash2 } from 'lucide-react';
import type { RuleEffect } from '../../../shared/contract/sealing-operations.ts';
import { IconButton } from '../../design/button.tsx';
import { Choice, TextField } from '../../design/fields.tsx';
import { strings } from '../../strings.ts';
import type { RuleDraft } from '../draft/rule-draft.ts';

interface Props {
  readonly rule: RuleDraft;
  /** From 1, as in the privilege log. */
  readonly number: number;
  /** Entries that are selected in the review. */
  readonly selected: number;
  readonly effect: RuleEffect | undefined;
  /** By the part of the rule. */
  readonly issue: (part: string) => string | undefined;
  readonly onChange: (part: Partial<RuleDraft>) => void;
  readonly onRemove: () => void;
}

/** One rule: which entries, which fields if it masks, on what ground, and with what effect. */
export function RuleFields({ rule, number, selected, effect, issue, onChange, onRemove }: Props) {
  const words = strings.seal.redaction;
  const { kind, on, query, fields, basis, reason } = rule;
  const heading = words.rule(number, kind);
  return (
    <fieldset className="redaction-rule" aria-label={heading}>
      <div className="redaction-rule-head">
        <h3>{heading}</h3>
        <IconButton
          name={words.remove(number)}
          icon={<Trash2 size={18} strokeWidth={1.75} aria-hidden="true" />}
          onPress={onRemove}
        />
      </div>
      {kind === 'mask' && (
        <TextField
          label={words.fields}
          value={fields}
          onChange={(next) => onChange({ fields: next })}
          hint={words.fieldsHint}
          error={issue('fields')}
          mono
        />
      )}
      {(kind === 'mask' || selected > 0 || on === 'selection') && (
        <Choice<RuleDraft['on']>
          label={words.which}
          value={on}
          onChange={(next) => onChange({ on: next })}
          options={[
            ...(kind === 'mask' ? [{ value: 'all' as const, text: words.all }] : []),
            { value: 'query', text: words.matching },
            { value: 'selection', text: words.selected(selected), disabled: selected === 0 },
          ]}
        />
      )}
      {on === 'query' && (
        <TextField
          label={words.query}
          value={query}
          onChange={(next) => onChange({ query: next })}
          error={issue('query')}
          mono
        />
      )}
      {on === 'selection' && (issue('entries') ?? issue('query')) && (
        <p className="field-error" role="alert">
          {issue('entries') ?? issue('query')}
        </p>
      )}
      <TextField
        label={words.basis}
        value={basis}
        onChange={(next) => onChange({ basis: next })}
        hint={words.basisHint}
        maxLength={200}
      />
      <TextField
        label={words.reason}
        value={reason}
        onChange={(next) => onChange({ reason: next })}
        error={issue('reason')}
        maxLength={2000}
      />
      {effect && (
        <p className="quiet" role="status">
          {words.effect(kind, effect)}
        </p>
      )}
    </fieldset>
  );
}
