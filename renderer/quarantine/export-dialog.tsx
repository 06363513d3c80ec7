import { useState } from 'react';
import type { QuarantineExport } from '../../shared/domain/import.ts';
import { folderOf, inFolder } from '../files/paths.ts';
import { WriteDialog } from '../files/write-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

interface Props {
  /** Only this one's; null for all. */
  readonly source: number | null;
  readonly onClose: () => void;
}

/** Writes the quarantined bytes into a file. */
export function ExportDialog({ source, onClose }: Props) {
  const { info } = useCase();
  const { run } = useJobs();
  const words = strings.quarantine;
  const folder = folderOf(info.path);
  const [path, setPath] = useState(folder === null ? words.exportFile : inFolder(folder, words.exportFile));
  return (
    <WriteDialog
      words={{
        title: words.exportTitle,
        file: words.exportOut,
        start: words.exportStart,
        running: words.exporting,
        done: ({ spans, bytes }: QuarantineExport) => words.exported(spans, bytes),
      }}
      path={path}
      onPath={setPath}
      write={(out) =>
        run('quarantine.export', { out, ...(source === null ? {} : { source }) }, words.exporting)
      }
      onClose={onClose}
    >
      <p className="quiet">{words.exportHelp}</p>
    </WriteDialog>
  );
}
