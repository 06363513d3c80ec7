import { Checkbox, TextField } from '../design/fields.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly expected: string;
  readonly onExpected: (hash: string) => void;
  /** Why that hash cannot be compared with what is imported. */
  readonly fault: string | null;
  readonly partial: boolean;
  readonly onPartial: (partial: boolean) => void;
}

/** What is known about the files in advance: a hash that came with one of them, and whether they are a selection. */
export function ImportOptions({ expected, onExpected, fault, partial, onPartial }: Props) {
  const words = strings.importing;
  return (
    <div className="import-options">
      <TextField
        label={words.expected}
        value={expected}
        onChange={onExpected}
        mono
        hint={words.expectedHint}
        error={fault}
      />
      <Checkbox checked={partial} onChange={onPartial}>
        {words.partial}
      </Checkbox>
    </div>
  );
}

/** @param hash without the space around it; empty where none is known */
export function faultOfHash(hash: string, files: number): string | null {
  if (hash === '') return null;
  if (!/^[0-9a-f]{64}$/i.test(hash)) return strings.importing.expectedFault;
  return files > 1 ? strings.importing.expectedOne : null;
}
