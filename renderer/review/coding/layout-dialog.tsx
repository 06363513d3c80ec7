import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CodingLayout } from '../../../shared/annotation/layout.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/fields.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { useAttempt } from '../../session/use-attempt.ts';
import { strings } from '../../strings.ts';
import { draftOf, layoutOf, withColor, withField, withNewField, withoutField } from './layout-draft.ts';
import { LayoutField } from './layout-field.tsx';
import { TagColors } from './tag-colors.tsx';

interface Props {
  readonly layout: CodingLayout;
  readonly onClose: () => void;
}

/** The fields, values, tags and keys that entries of this case are coded with. */
export function LayoutDialog({ layout, onClose }: Props) {
  const client = useClient();
  const { changed } = useCase();
  const { identify } = useReviewer();
  const [draft, setDraft] = useState(() => draftOf(layout));
  const { error, busy, attempt } = useAttempt();
  const words = strings.coding.layout;
  const meant = layoutOf(draft);
  const save = async () => {
    const author = await identify();
    if (author === null) return;
    await attempt(async () => {
      await client.call('layout.set', { layout: meant, author });
      await changed();
      onClose();
    });
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
      {draft.fields.map((field) => (
        <LayoutField
          key={field.id}
          field={field}
          onChange={(part) => setDraft((before) => withField(before, field.id, part))}
          onRemove={() => setDraft((before) => withoutField(before, field.id))}
        />
      ))}
      <div>
        <Button onPress={() => setDraft(withNewField)}>
          <Plus size={14} aria-hidden="true" /> {words.addField}
        </Button>
      </div>
      <TextField
        label={words.tags}
        value={draft.tags}
        onChange={(tags) => setDraft((before) => ({ ...before, tags }))}
        lines={3}
      />
      <TagColors
        tags={[...new Map(meant.tags.map((tag) => [tag.name, tag])).values()]}
        onColor={(tag, color) => setDraft((before) => withColor(before, tag, color))}
      />
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
