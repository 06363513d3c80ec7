import type { ApiFilter } from '../../shared/domain/sync.ts';
import { TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly filter: ApiFilter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Under the API's own name: that is what its documentation explains. */
export function FilterField({ filter: { name, values, list }, value, onChange }: Props) {
  const words = strings.sync.form;
  if (values === undefined) {
    return (
      <TextField
        label={name}
        value={value}
        onChange={onChange}
        hint={list ? words.list : undefined}
        maxLength={10_000}
        mono
      />
    );
  }
  return (
    <Select
      label={name}
      value={value}
      onChange={onChange}
      options={[{ value: '', text: words.any }, ...values.map((each) => ({ value: each, text: each }))]}
    />
  );
}
