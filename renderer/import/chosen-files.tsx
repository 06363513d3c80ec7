import { useState } from 'react';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { ChooseFiles } from './choose-files.tsx';
import type { Detections } from './detections.ts';
import { FileCard } from './file-card.tsx';
import { FileList } from './file-list.tsx';
import { type FileRow, filesIn, type Totals } from './file-rows.ts';
import type { Chosen, Reading } from './reading.ts';

interface Props {
  readonly rows: readonly FileRow[];
  readonly totals: Totals;
  /** Paths whose mapping is not valid. */
  readonly faulty: number;
  readonly detections: Detections;
  readonly onAdd: (paths: readonly string[]) => void;
  readonly onReading: (chosen: Chosen, reading: Reading) => void;
  readonly onRemove: (path: string) => void;
}

/** What will be imported: the list, and beside it everything about the selected line. */
export function ChosenFiles({ rows, totals, faulty, detections, onAdd, onReading, onRemove }: Props) {
  const [key, setKey] = useState<string | null>(null);
  const found = rows.findIndex((row) => row.key === key);
  const active = found >= 0 ? found : firstToLookAt(rows);
  const row = rows[active];
  return (
    <>
      <div className="chosen-head">
        <ChooseFiles first={false} onAdd={onAdd} />
        <p className="chosen-summary" role="status">
          <Summary totals={totals} faulty={faulty} />
        </p>
      </div>
      <div className="chosen-panes">
        {rows.length > 1 && (
          <div className="chosen-list">
            <FileList rows={rows} active={active} onActive={(index) => setKey(rows[index]?.key ?? null)} />
          </div>
        )}
        <div className="chosen-card">
          {row && (
            <FileCard
              key={row.key}
              row={row}
              together={togetherWith(row, rows)}
              loading={detections.of(row.chosen.path).loading}
              onReading={(reading) => {
                // The line being worked on stays in view, even if the list is sorted anew.
                setKey(row.key);
                onReading(row.chosen, reading);
              }}
              onRemove={() => onRemove(row.chosen.path)}
            />
          )}
        </div>
      </div>
    </>
  );
}

function Summary({ totals, faulty }: Pick<Props, 'totals' | 'faulty'>) {
  const words = strings.importing;
  if (totals.looking > 0 && totals.files === 0) return words.lookingMany(totals.looking);
  return (
    <>
      <span>{words.summary(totals.files, totals.bytes)}</span>
      {totals.looking > 0 && <span className="quiet">{words.lookingMany(totals.looking)}</span>}
      {totals.proposed > 0 && <StateMark tone="warn">{words.toLookAt(totals.proposed)}</StateMark>}
      {totals.skipped > 0 && <StateMark tone="none">{words.skipped(totals.skipped)}</StateMark>}
      {faulty > 0 && <StateMark tone="bad">{words.faulty(faulty)}</StateMark>}
      {totals.refused > 0 && <StateMark tone="bad">{words.refused(totals.refused)}</StateMark>}
    </>
  );
}

/** What cannot be read comes first, then what was guessed. */
function firstToLookAt(rows: readonly FileRow[]): number {
  const refused = rows.findIndex(({ kind }) => kind === 'refused');
  if (refused >= 0) return refused;
  return Math.max(
    0,
    rows.findIndex((row) => row.kind === 'file' && row.file.proposed),
  );
}

/** How many files are read like this line's: those of its folder or container. */
function togetherWith({ chosen }: FileRow, rows: readonly FileRow[]): number {
  const group = rows.find((row) => row.kind === 'group' && row.chosen.path === chosen.path);
  return group?.kind === 'group' ? filesIn(group) : 1;
}
