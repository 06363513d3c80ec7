import { useState } from 'react';
import { Choice } from '../design/fields.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { WriteDialog } from '../files/write-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { useZone } from '../time/zone.ts';
import type { ReviewPlace } from './use-review.ts';

const formats = ['ndjson', 'csv', 'xlsx'] as const;
type Format = (typeof formats)[number];

interface Props {
  readonly place: ReviewPlace;
  readonly matched: number;
  readonly onClose: () => void;
}

/** Writes what the screen shows, in its order and its time zone, into a file. */
export function ExportDialog({ place, matched, onClose }: Props) {
  const { info, changed } = useCase();
  const { zone } = useZone();
  const { run } = useJobs();
  const words = strings.resultExport;
  const folder = folderOf(info.path);
  const [format, setFormat] = useState<Format>('csv');
  const [path, setPath] = useState(() => pathFor('csv', folder));
  const choose = (next: Format) => {
    if (path === pathFor(format, folder)) setPath(pathFor(next, folder));
    else setPath(path.replace(/\.(ndjson|csv|xlsx)$/i, `.${next}`));
    setFormat(next);
  };
  const write = async (out: string) => {
    const { query, sort } = place;
    const input = {
      query,
      format,
      out,
      ...(sort ? { sort } : {}),
      ...(format === 'ndjson' ? {} : { zone }),
    };
    const written = await run('query.export', input, words.running);
    await changed();
    return written;
  };
  return (
    <WriteDialog
      words={{ ...words, done: ({ entries }) => words.done(entries) }}
      path={path}
      onPath={setPath}
      write={write}
      onClose={onClose}
    >
      <p className="quiet">{words.help(matched)}</p>
      <Choice
        label={words.format}
        value={format}
        onChange={choose}
        options={formats.map((value) => ({ value, text: words.formats[value] }))}
      />
      <p className="quiet">{format === 'ndjson' ? words.exactTimes : words.zone(zone)}</p>
    </WriteDialog>
  );
}

function pathFor(format: Format, folder: string | null): string {
  const name = `${strings.resultExport.fileName}.${format}`;
  return folder === null ? name : inFolder(folder, name);
}
