import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { CodingLayout, TagColor } from '../../../shared/annotation/layout.ts';
import { type AppError, toAppError } from '../../../shared/errors.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox, TextField } from '../../design/fields.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import { readTags, readValues, tagsText, valuesText } from './layout-text.ts';
import { TagColors } from './tag-colors.tsx';

interface Props {
  readonly layout: CodingLayout;
  readonly onClose: () => void;
}

interface Draft {
  /** Identifies an item while its name changes. */
  readonly id: number;
  readonly name: string;
  readonly values: string;
  readonly required: boolean;
}

/** The fields, values, tags and keys that entries of this case are coded with. */
export function LayoutDialog({ layout, onClose }: Props) {
  const client = useClient();
  const { changed } = useCase();
  const { identify } = useReviewer();
  const [fields, setFields] = useState<readonly Draft[]>(() =>
    layout.fields.map(({ name, values, required }, id) => ({
      id,
      name,
      values: valuesText(values),
      required,
    })),
  );
  const [tags, setTags] = useState(() => tagsText(layout.tags));
  const [colors, setColors] = useState<ReadonlyMap<string, TagColor>>(
    () => new Map(layout.tags.map(({ name, color }) => [name, color])),
  );
  const read = readTags(tags, colors);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const words = strings.coding.layout;
  const change = (id: number, part: Partial<Draft>) =>
    setFields((before) => before.map((field) => (field.id === id ? { ...field, ...part } : field)));
  const add = () =>
    setFields((before) => [
      ...before,
      { id: Math.max(-1, ...before.map(({ id }) => id)) + 1, name: '', values: '', required: false },
    ]);
  const save = async () => {
    const author = await identify();
    if (author === null) return;
    setBusy(true);
    setError(null);
    try {
      await client.call('layout.set', {
        layout: {
          fields: fields.map(({ name, values, required }) => ({
            name: name.trim(),
            values: [...readValues(values)],
            required,
          })),
          tags: [...read],
        },
        author,
      });
      await changed();
      onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={words.title}
      size="wide"
      onClose={onClose}
      escapable={false}
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" isDisabled={busy} onPress={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <p className="quiet">{words.help}</p>
      {fields.map(({ id, name, values, required }) => (
        <div key={id} className="layout-field">
          <TextField
            label={words.field}
            value={name}
            onChange={(next) => change(id, { name: next })}
            maxLength={200}
            beside={
              <IconButton
                name={words.removeField(name)}
                icon={<Trash2 size={16} />}
                onPress={() => setFields((before) => before.filter((field) => field.id !== id))}
              />
            }
          />
          <TextField
            label={words.values}
            value={values}
            onChange={(next) => change(id, { values: next })}
            lines={4}
          />
          <Checkbox checked={required} onChange={(next) => change(id, { required: next })}>
            {words.requiredField}
          </Checkbox>
        </div>
      ))}
      <div>
        <Button onPress={add}>
          <Plus size={14} aria-hidden="true" /> {words.addField}
        </Button>
      </div>
      <TextField label={words.tags} value={tags} onChange={setTags} lines={3} />
      <TagColors
        tags={[...new Map(read.map((tag) => [tag.name, tag])).values()]}
        onColor={(tag, color) => setColors(new Map(colors).set(tag, color))}
      />
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
