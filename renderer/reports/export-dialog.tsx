import { useState } from 'react';
import { type ReportFormat, type ReportWish, reportFormats } from '../../shared/domain/guided-report.ts';
import { Choice } from '../design/fields.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { WriteDialog } from '../files/write-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { bytesText } from '../text/numbers.ts';

interface Props {
  readonly wish: ReportWish;
  readonly first: ReportFormat;
  readonly onClose: () => void;
}

/** Writes the report into a file. */
export function ExportDialog({ wish, first, onClose }: Props) {
  const { info, changed } = useCase();
  const { run } = useJobs();
  const words = strings.reports.export;
  const pathFor = (format: ReportFormat) => {
    const folder = folderOf(info.path);
    const name = `${words.fileName(wish.question)}.${format}`;
    return folder === null ? name : inFolder(folder, name);
  };
  const [format, setFormat] = useState(first);
  const [path, setPath] = useState(() => pathFor(first));
  const choose = (next: ReportFormat) => {
    setPath(path.replace(/\.(html|pdf|xlsx|json)$/i, `.${next}`));
    setFormat(next);
  };
  const write = async (out: string) => {
    const written = await run('report.export', { ...wish, format, out }, words.running);
    await changed();
    return written;
  };
  return (
    <WriteDialog
      words={{ ...words, done: ({ bytes }) => words.done(bytesText(bytes)) }}
      path={path}
      onPath={setPath}
      write={write}
      onClose={onClose}
      result={({ sha256 }) => (
        <p>
          {words.hash} <span className="mono report-hash">{sha256}</span>
        </p>
      )}
    >
      <p className="quiet">{words.dialogHelp}</p>
      <Choice
        label={words.format}
        value={format}
        onChange={choose}
        options={reportFormats.map((value) => ({ value, text: words.formats[value] }))}
      />
    </WriteDialog>
  );
}
