import type { AnnotationConflict, ConflictSide } from '../../shared/annotation/exchange.ts';
import { StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';

/** How many rows are in the document at once; the command line lists all. */
const mostShown = 200;

interface Props {
  readonly conflicts: readonly AnnotationConflict[];
  readonly total: number;
}

/** What the copies say differently about the same entries, side by side: who, when, and which is in effect. */
export function Conflicts({ conflicts, total }: Props) {
  const words = strings.exchange.conflicts;
  const shown = conflicts.slice(0, mostShown);
  return (
    <section className="merge-part">
      <h2>{words.title(total)}</h2>
      <p className="quiet">{total === 0 ? words.none : words.help}</p>
      {shown.length > 0 && (
        <Table label={words.title(total)} columns={[words.what, words.here, words.there]} fixed>
          {shown.map((conflict) => (
            <tr key={`${conflict.about} ${conflict.name} ${conflict.here.event} ${conflict.there.event}`}>
              <th scope="row">
                <EvidenceText text={nameOf(conflict)} />
                {conflict.about !== 'layout' && (
                  <div className="quiet">{strings.exchange.facts.entry(conflict.entries)}</div>
                )}
              </th>
              <Side conflict={conflict} side="here" />
              <Side conflict={conflict} side="there" />
            </tr>
          ))}
        </Table>
      )}
      {total > shown.length && <p className="quiet">{words.more(total - shown.length)}</p>}
    </section>
  );
}

function Side({
  conflict,
  side,
}: {
  readonly conflict: AnnotationConflict;
  readonly side: AnnotationConflict['prevails'];
}) {
  const { zone } = useZone();
  const words = strings.exchange.conflicts;
  const said: ConflictSide = conflict[side];
  return (
    <td data-holds={conflict.prevails === side || undefined}>
      <div className="merge-said">
        <EvidenceText text={wordsOf(conflict, said)} />
        {conflict.prevails === side && <StateMark tone="good">{words.holds}</StateMark>}
      </div>
      <div className="quiet">
        <EvidenceText text={said.author} /> · <span className="mono">{zonedTimeAlone(said.time, zone)}</span>
      </div>
    </td>
  );
}

function nameOf({ about, name }: AnnotationConflict): string {
  const words = strings.exchange.conflicts;
  switch (about) {
    case 'layout':
      return words.layout;
    case 'reviewed':
      return words.reviewed;
    case 'tag':
      return words.tag(name);
    case 'code':
      return words.code(name);
  }
}

function wordsOf({ about }: AnnotationConflict, { value }: ConflictSide): string {
  const words = strings.exchange.conflicts;
  if (about === 'layout') return words.anotherLayout;
  return value === '' ? words.takenOff : value;
}
