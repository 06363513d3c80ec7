import { useState } from 'react';
import type { AnnotationExport } from '../../shared/annotation/exchange.ts';
import { folderOf, inFolder } from '../files/paths.ts';
import { WriteDialog } from '../files/write-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

/** Writes all annotations into a file for another copy of the case. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { info, changed } = useCase();
  const { run } = useJobs();
  const words = strings.exchange.exporting;
  const folder = folderOf(info.path);
  const [path, setPath] = useState(folder === null ? words.fileName : inFolder(folder, words.fileName));
  const write = async (out: string) => {
    const written = await run('annotation.export', { out }, words.running);
    await changed();
    return written;
  };
  return (
    <WriteDialog
      words={{ ...words, done: ({ events, entries }: AnnotationExport) => words.done(events, entries) }}
      path={path}
      onPath={setPath}
      write={write}
      onClose={onClose}
      result={({ sha256 }) => (
        <>
          <p className="quiet">{words.sha256}</p>
          <EvidenceText text={sha256} mono />
        </>
      )}
    >
      <p className="quiet">{words.help}</p>
    </WriteDialog>
  );
}
