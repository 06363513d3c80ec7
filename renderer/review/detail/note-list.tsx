import { ErrorPanel } from '../../design/error-panel.tsx';
import { LongNote } from '../../evidence/long-note.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { useZone } from '../../time/zone.ts';
import { zonedTimeAlone } from '../../time/zoned-time.ts';

/** The notes in effect, the oldest first. */
export function NoteList({ entry }: { readonly entry: number }) {
  const { version } = useCase();
  const { zone } = useZone();
  const { value, error } = useCall('annotation.of', { entry }, version);
  if (error) return <ErrorPanel error={error} />;
  if (value === null) return null;
  return (
    <section className="history" aria-label={strings.detail.notes}>
      <h2 className="label">{strings.detail.notes}</h2>
      <ol>
        {value.notes.map((note) => (
          <li key={note.event}>
            <div className="history-head">
              <EvidenceText text={note.author} />
              <span className="mono quiet">{zonedTimeAlone(note.time, zone)}</span>
            </div>
            <LongNote text={note.text} />
          </li>
        ))}
      </ol>
    </section>
  );
}
