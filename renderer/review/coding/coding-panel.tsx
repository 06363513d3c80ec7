import { ListChecks } from 'lucide-react';
import { useRef, useState } from 'react';
import { type CodingLayout, proposedLayout } from '../../../shared/annotation/layout.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { useCommand } from '../../commands/commands-context.tsx';
import { IconButton } from '../../design/button.tsx';
import { Checkbox } from '../../design/fields.tsx';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { CodeField } from './code-field.tsx';
import { codeMark, privilegeMark } from './code-keys.ts';
import { nothingHeld } from './held.ts';
import { LayoutDialog } from './layout-dialog.tsx';
import { NoteField } from './note-field.tsx';
import { TagField } from './tag-field.tsx';
import type { Coding } from './use-coding.ts';
import { useCodingKeys } from './use-coding-keys.ts';
import './coding.css';

interface Props {
  readonly row: EntryRow;
  readonly coding: Coding;
  /** Escape leaves a field. */
  readonly onLeave: () => void;
}

/** What the reviewer says about the selected entries: codes, tags, a note. */
export function CodingPanel({ row, coding, onLeave }: Props) {
  const { info, version, canAnnotate } = useCase();
  const { tell } = useNotices();
  const [editing, setEditing] = useState(false);
  const tagInput = useRef<HTMLInputElement>(null);
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const answer = useCall('layout.get', {}, version);
  const layout: CodingLayout = answer.value?.layout ?? proposedLayout;
  const { give, held, count, enabled } = coding;
  useCodingKeys(layout, coding);
  useCommand('coding.tag', enabled ? () => tagInput.current?.focus() : null);
  useCommand('coding.note', enabled ? () => noteInput.current?.focus() : null);
  useCommand(
    'coding.privilege',
    enabled
      ? () => {
          if (privilegeMark(layout, nothingHeld) === null) tell({ text: strings.coding.noPrivilege });
          else void give((now) => privilegeMark(layout, now));
        }
      : null,
  );
  const words = strings.coding;
  if (!canAnnotate) {
    return (
      <section className="coding" aria-label={words.panel}>
        <p className="quiet">{info.closed ? words.closed : words.readOnly}</p>
      </section>
    );
  }
  return (
    <section className="coding" aria-label={words.panel}>
      <div className="coding-head">
        <h2 className="label">{words.panel}</h2>
        <Checkbox checked={held.reviewed} onChange={(reviewed) => void give({ reviewed })}>
          {words.reviewed}
        </Checkbox>
        <IconButton name={words.edit} icon={<ListChecks size={16} />} onPress={() => setEditing(true)} />
      </div>
      {count > 1 && (
        <p className="coding-several">
          <strong>{words.onSelected(count)}</strong> {words.heldByAll}
        </p>
      )}
      {layout.fields.map((field) => (
        <CodeField
          key={field.name}
          field={field}
          coded={held.codes[field.name]}
          onCode={(value) => void give((now) => codeMark(now, field.name, value))}
        />
      ))}
      <TagField
        tags={held.tags}
        layout={layout}
        inputRef={tagInput}
        onTag={(tag) => give({ tag })}
        onUntag={(untag) => void give({ untag })}
        onLeave={onLeave}
      />
      <NoteField
        key={row.id}
        place={`draft.${info.uuid}.${row.id}`}
        inputRef={noteInput}
        onNote={(note) => give({ note })}
        onLeave={onLeave}
      />
      {coding.pending && <BulkDialog pending={coding.pending} />}
      {editing && <LayoutDialog layout={layout} onClose={() => setEditing(false)} />}
    </section>
  );
}
