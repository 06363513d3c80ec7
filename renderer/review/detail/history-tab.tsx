import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { AnnotationEvent } from '../../../shared/annotation/answers.ts';
import { markSchema } from '../../../shared/annotation/mark.ts';
import type { ChainedEvent } from '../../../shared/custody/events.ts';
import { Button } from '../../design/button.tsx';
import { Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { LongEvidence } from '../../evidence/long-evidence.tsx';
import { LongNote } from '../../evidence/long-note.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { useZone } from '../../time/zone.ts';
import { zonedTimeAlone } from '../../time/zoned-time.ts';

/** How many events are asked for at a time. */
const step = 100;

interface Props {
  /** The entry's number. */
  readonly entry: number;
  readonly onUndo: (event: number) => void;
}

/**
 * Everything that was said about the entry, the newest first. Nothing is ever removed: an undo is a line of its own.
 */
export function HistoryTab({ entry, onUndo }: Props) {
  const { version, canAnnotate } = useCase();
  const { zone } = useZone();
  const [limit, setLimit] = useState(step);
  const answer = useCall('annotation.history', { entry, limit: Math.min(limit, 1000) }, version);
  const words = strings.notes;
  if (answer.error) return <ErrorPanel error={answer.error} />;
  if (answer.value === null) return <Skeleton rows={6} label={words.loading} />;
  const { events, total } = answer.value;
  return (
    <div className="detail-part history">
      {events.length === 0 && <p className="quiet">{words.noHistory}</p>}
      <ol>
        {events.map((event) => (
          <li key={event.seq} data-reversed={event.reversedBy !== null || undefined}>
            <div className="history-head">
              <EvidenceText text={event.actor} />
              <span className="quiet">{words.event(event.seq)}</span>
              <span className="mono quiet">{zonedTimeAlone(event.time, zone)}</span>
            </div>
            {event.action === 'note' ? <LongNote text={said(event)} /> : <LongEvidence text={said(event)} />}
            <div className="history-foot quiet">
              {event.entries > 1 && <span>{words.onEntries(event.entries)}</span>}
              {event.reversedBy !== null && <span>{words.reversedBy(event.reversedBy)}</span>}
              {canAnnotate && canReverse(event) && (
                <Button look="link" onPress={() => onUndo(event.seq)}>
                  <Undo2 size={14} aria-hidden="true" /> {words.reverse(event.entries)}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {events.length < total && limit < 1000 && (
        <Button onPress={() => setLimit(limit + step)}>{words.more(total - events.length)}</Button>
      )}
    </div>
  );
}

/** Only what is in effect can be undone. To reverse an undo, annotate again. */
function canReverse({ reversedBy, details }: AnnotationEvent): boolean {
  return reversedBy === null && details['mark'] !== undefined;
}

/** What the event says, in words; an event of an unknown kind is shown as it is. */
function said({ action, details }: ChainedEvent): string {
  const { data: mark } = markSchema.safeParse(details['mark']);
  if (mark && 'note' in mark) return mark.note;
  if (mark && 'tag' in mark) return strings.notes.tagged(mark.tag);
  if (mark && 'untag' in mark) return strings.notes.untagged(mark.untag);
  if (mark && 'reviewed' in mark) return strings.notes.markedReviewed(mark.reviewed);
  if (mark) return strings.notes.coded(mark.code.field, mark.code.value);
  if (details['layout'] !== undefined) return strings.notes.layoutSet;
  if (typeof details['reverses'] === 'number') return strings.notes.undone(details['reverses']);
  return `${action} ${JSON.stringify(details)}`;
}
