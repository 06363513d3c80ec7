import { Trash2 } from 'lucide-react';
import { IconButton } from '../../design/button.tsx';
import { Checkbox, TextField } from '../../design/fields.tsx';
import { strings } from '../../strings.ts';
import type { FieldDraft } from './layout-draft.ts';

interface Props {
  readonly field: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly onRemove: () => void;
}

/** One field of the layout: its name, the values it takes, and whether every entry needs one. */
export function LayoutField({ field: { name, values, required }, onChange, onRemove }: Props) {
  const words = strings.coding.layout;
  return (
    <div className="layout-field">
      <TextField
        label={words.field}
        value={name}
        onChange={(next) => onChange({ name: next })}
        maxLength={200}
        beside={<IconButton name={words.removeField(name)} icon={<Trash2 size={16} />} onPress={onRemove} />}
      />
      <TextField
        label={words.values}
        value={values}
        onChange={(next) => onChange({ values: next })}
        lines={4}
      />
      <Checkbox checked={required} onChange={(next) => onChange({ required: next })}>
        {words.requiredField}
      </Checkbox>
    </div>
  );
}
