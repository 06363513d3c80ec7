import { Check } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { MarkShape } from './state-mark.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly type?: 'text' | 'password';
  readonly lines?: number;
  readonly mono?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Shown beside the input, such as a button to choose a file. */
  readonly beside?: ReactNode;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  type = 'text',
  lines = 1,
  mono = false,
  autoFocus = false,
  autoComplete = 'off',
  placeholder,
  maxLength,
  inputRef,
  beside,
}: TextFieldProps) {
  const className = mono ? 'field-input mono' : 'field-input';
  const shared = { className, spellCheck: lines > 1, ...(placeholder === undefined ? {} : { placeholder }) };
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      autoFocus={autoFocus}
      autoComplete={autoComplete}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label className="field-label">{label}</Label>
      <div className="field-row">
        {lines > 1 ? (
          <TextArea {...shared} rows={lines} />
        ) : (
          <Input {...shared} type={type} {...(inputRef ? { ref: inputRef } : {})} />
        )}
        {beside}
      </div>
      {hint && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        <MarkShape tone="bad" /> {error}
      </FieldError>
    </AriaTextField>
  );
}

interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Checkbox({ checked, onChange, disabled = false, children }: CheckboxProps) {
  return (
    <label className="checkbox">
      <input
        type="checkbox"
        className="checkbox-input"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="checkbox-box" aria-hidden="true">
        {checked && <Check size={12} strokeWidth={3} />}
      </span>
      {children}
    </label>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly text: ReactNode; readonly disabled?: boolean }[];
}

export function Choice<V extends string>({ label, value, onChange, options }: ChoiceProps<V>) {
  return (
    <AriaRadioGroup className="radio-group" value={value} onChange={(chosen) => onChange(chosen as V)}>
      <Label className="field-label">{label}</Label>
      {options.map((option) => (
        <AriaRadio
          key={option.value}
          value={option.value}
          className="radio"
          isDisabled={option.disabled ?? false}
        >
          <span className="radio-dot" aria-hidden="true" />
          {option.text}
        </AriaRadio>
      ))}
    </AriaRadioGroup>
  );
}
