import { LongList } from '../design/long-list.tsx';
import { MarkShape, type Tone } from '../design/state-mark.tsx';
import { fileName } from '../files/paths.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';
import { type FileRow, filesIn } from './file-rows.ts';
import { statedBy } from './reading.ts';

interface Props {
  readonly rows: readonly FileRow[];
  readonly active: number;
  readonly onActive: (index: number) => void;
}

/** Everything that was chosen, and what it appears to be. */
export function FileList({ rows, active, onActive }: Props) {
  return (
    <LongList
      label={strings.importing.files}
      count={rows.length}
      rowHeight={44}
      active={active}
      onActive={onActive}
      row={(index) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <>
            {row.within && <span className="file-row-within" />}
            <MarkShape tone={toneOf(row)} />
            <span className="two-lines" title={visibleLine(nameOf(row))}>
              <EvidenceLine text={ownName(row)} />
              <span className="quiet clip">{visibleLine(saidOf(row))}</span>
            </span>
          </>
        );
      }}
    />
  );
}

/** What is said about a file, followed by the chosen folder that it is in. */
function placed(row: FileRow, said: string): string {
  const name = nameOf(row);
  const folder = name.slice(0, name.length - ownName(row).length).replace(/[/\\]$/, '');
  return folder === '' ? said : `${said} · ${folder}`;
}

function toneOf(row: FileRow): Tone {
  if (statedBy(row.chosen.reading) === null) return 'bad';
  if (row.kind === 'refused') return 'bad';
  if (row.kind === 'file') return row.file.proposed ? 'warn' : 'good';
  if (row.kind === 'group') return row.files.some(({ proposed }) => proposed) ? 'warn' : 'good';
  return 'none';
}

export function nameOf(row: FileRow): string {
  if (!row.within) return fileName(row.chosen.path);
  if (row.kind === 'file') return nameWithin(row.file.name, row.chosen.path);
  return row.kind === 'skipped' ? nameWithin(row.skipped.name, row.chosen.path) : row.chosen.path;
}

/** Without the folders above it, which many files share: in a narrow list nothing else would be visible. */
function ownName(row: FileRow): string {
  const name = nameOf(row);
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1) || name;
}

/** A file in a folder by its path inside the folder. */
function nameWithin(name: string, folder: string): string {
  return name.startsWith(folder) ? name.slice(folder.length).replace(/^[/\\]/, '') : name;
}

function saidOf(row: FileRow): string {
  const { importing } = strings;
  if (statedBy(row.chosen.reading) === null && row.kind !== 'skipped') return importing.state.faulty;
  switch (row.kind) {
    case 'looking':
      return importing.looking;
    case 'refused':
      return importing.state.refused;
    case 'skipped':
      return `${importing.state.skipped}: ${row.skipped.reason}`;
    case 'group':
      return importing.members(filesIn(row), row.skipped.length);
    case 'file':
      return placed(row, importing.detected(row.file.system, row.file.format));
  }
}
