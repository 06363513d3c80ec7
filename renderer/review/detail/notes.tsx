import { Undo2, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { EntryDetail } from '../../../shared/domain/case.ts';
import { type AppError, toAppError } from '../../../shared/errors.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/fields.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { readString, useStoredState } from '../../session/stored-state.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import type { Selected } from '../selected-rows.ts';
import { AnnotationHistory } from './annotation-history.tsx';

interface Props {
  readonly detail: EntryDetail;
  readonly selected: Selected;
}

/** Notes and tags on the picked entries, and what was said of this one before. */
export function Notes({ detail, selected }: Props) {
  const client = useClient();
  const { info, changed, canAnnotate } = useCase();
  const { name: author, setName: setAuthor } = useReviewer();
  // What is being written survives another tab, another entry and a reload.
  const [note, setNote] = useStoredState(`draft.${info.uuid}.${detail.row.id}`, '', readString);
  const [tag, setTag] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const ready = canAnnotate && author.trim() !== '' && !busy;

  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
      await changed();
      return true;
    } catch (thrown) {
      setError(toAppError(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const mark = (what: Mark, entries?: readonly number[]) =>
    attempt(async () =>
      client.call('annotation.add', {
        // One entry is the one that is shown, even where the keys have moved on meanwhile.
        on: entries
          ? { entries: [...entries] }
          : selected.count > 1
            ? await selected.targets()
            : { entries: [detail.row.id] },
        mark: what,
        author: author.trim(),
      }),
    );
  const addNote = async (event: FormEvent) => {
    event.preventDefault();
    if (ready && note.trim() !== '' && (await mark({ note }))) setNote('');
  };
  const addTag = async (event: FormEvent) => {
    event.preventDefault();
    if (ready && tag.trim() !== '' && (await mark({ tag: tag.trim() }))) setTag('');
  };

  return (
    <div className="detail-part">
      {!canAnnotate && <p className="quiet">{strings.notes.readOnly}</p>}
      {canAnnotate && (
        <TextField label={strings.notes.author} value={author} onChange={setAuthor} maxLength={200} />
      )}
      {selected.count > 1 && <p>{strings.notes.onPicked(selected.count)}</p>}
      {canAnnotate && (
        <>
          <form className="notes-form" onSubmit={addTag}>
            <TextField
              label={strings.notes.tag}
              value={tag}
              onChange={setTag}
              maxLength={200}
              beside={
                <Button type="submit" isDisabled={!ready || tag.trim() === ''}>
                  {strings.notes.addTag}
                </Button>
              }
            />
          </form>
          <Tags
            tags={detail.row.tags}
            onRemove={ready ? (name) => void mark({ untag: name }, [detail.row.id]) : null}
          />
          <form className="notes-form" onSubmit={addNote}>
            <TextField
              label={strings.notes.note}
              value={note}
              onChange={setNote}
              lines={4}
              maxLength={1_000_000}
            />
            <div className="notes-actions">
              <Button type="submit" look="primary" isDisabled={!ready || note.trim() === ''}>
                {strings.notes.addNote}
              </Button>
              <Button
                look="quiet"
                isDisabled={!ready || info.counts.annotations === 0}
                onPress={() => void attempt(() => client.call('annotation.undo', { author: author.trim() }))}
              >
                <Undo2 size={14} aria-hidden="true" /> {strings.notes.undo}
              </Button>
            </div>
          </form>
        </>
      )}
      {error && <ErrorPanel error={error} />}
      <AnnotationHistory events={detail.annotations} />
    </div>
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly onRemove: ((tag: string) => void) | null;
}

function Tags({ tags, onRemove }: TagsProps) {
  if (tags.length === 0) return null;
  return (
    <ul className="tags">
      {tags.map((tag) => (
        <li key={tag} className="chip">
          <EvidenceText text={tag} />
          <AriaButton
            className="chip-remove"
            aria-label={strings.notes.untag(tag)}
            isDisabled={onRemove === null}
            onPress={() => onRemove?.(tag)}
          >
            <X size={14} />
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}
