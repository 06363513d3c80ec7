import { useState } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { useCase } from '../session/case-context.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** Offers to export annotations for another copy of the case, and to import from one. */
export function AnnotationExchange() {
  const { info, canAnnotate } = useCase();
  const [open, setOpen] = useState<'export' | 'import' | null>(null);
  const close = () => setOpen(null);
  useCommand('annotations.export', info.counts.annotations > 0 ? () => setOpen('export') : null);
  useCommand('annotations.import', canAnnotate ? () => setOpen('import') : null);
  return (
    <>
      {open === 'export' && <ExportDialog onClose={close} />}
      {open === 'import' && <ImportDialog onClose={close} />}
    </>
  );
}
