import { markSchema } from '../../../shared/annotation/mark.ts';
import type { ChainedEvent } from '../../../shared/domain/case.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { LongEvidence } from '../../text/long-evidence.tsx';
import { utcTimeText } from '../../text/numbers.ts';

/** Newest first. Nothing is ever taken out: an undo is a line of its own. */
export function AnnotationHistory({ events }: { readonly events: readonly ChainedEvent[] }) {
  return (
    <section className="history">
      <h2 className="label">{strings.notes.history}</h2>
      {events.length === 0 && <p className="quiet">{strings.notes.noHistory}</p>}
      <ol>
        {[...events].reverse().map((event) => (
          <li key={event.seq}>
            <div className="history-head">
              <EvidenceText text={event.actor} />
              <span className="quiet">{strings.notes.event(event.seq)}</span>
              <span className="mono quiet">{utcTimeText(event.time)}</span>
            </div>
            <LongEvidence text={said(event)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the event says, in words; an event of a kind not known here is shown as it is. */
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
