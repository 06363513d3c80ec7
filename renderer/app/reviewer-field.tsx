import { TextField } from '../design/fields.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly hint: string;
}

/** The name on annotations; at most as long as an author's name may be. */
export function ReviewerField({ name, onName, hint }: Props) {
  return (
    <TextField
      label={strings.frame.reviewer.label}
      value={name}
      onChange={onName}
      hint={hint}
      maxLength={200}
      autoFocus
    />
  );
}
