import { useState } from 'react';
import { type CustodyExport, type CustodyFormat, custodyFormats } from '../../shared/domain/custody.ts';
import { Choice } from '../design/fields.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { WriteDialog } from '../files/write-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

const words = strings.custody.export;

/** Writes the whole log into a file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { info, changed } = useCase();
  const { run } = useJobs();
  const folder = folderOf(info.path);
  const [format, setFormat] = useState<CustodyFormat>('ndjson');
  const [path, setPath] = useState(() => pathFor('ndjson', folder));
  const choose = (next: CustodyFormat) => {
    setPath(
      path === pathFor(format, folder) ? pathFor(next, folder) : path.replace(/\.(ndjson|csv)$/i, `.${next}`),
    );
    setFormat(next);
  };
  const write = async (out: string) => {
    const written = await run('custody.export', { format, out }, words.running);
    await changed();
    return written;
  };
  return (
    <WriteDialog
      words={{ ...words, done: ({ events }: CustodyExport) => words.done(events) }}
      path={path}
      onPath={setPath}
      write={write}
      onClose={onClose}
    >
      <p className="quiet">{words.help}</p>
      <Choice
        label={words.format}
        value={format}
        onChange={choose}
        options={custodyFormats.map((value) => ({ value, text: words.formats[value] }))}
      />
    </WriteDialog>
  );
}

function pathFor(format: CustodyFormat, folder: string | null): string {
  const name = `${words.fileName}.${format}`;
  return folder === null ? name : inFolder(folder, name);
}
