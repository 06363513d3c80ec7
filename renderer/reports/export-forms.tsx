import { useState } from 'react';
import { type ReportFormat, type ReportWish, reportFormats } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { ExportDialog } from './export-dialog.tsx';
import { StaleNotice } from './stale-notice.tsx';
import type { ChangesSince } from './use-changes-since.ts';

interface Props {
  readonly wish: ReportWish;
  /** A file would state the case as it is now, not what is on the screen. */
  readonly changes: ChangesSince | null;
  readonly onAgain: () => void;
}

/** The forms in which a report leaves the case. */
export function ExportForms({ wish, changes, onAgain }: Props) {
  const [format, setFormat] = useState<ReportFormat | null>(null);
  const words = strings.reports;
  return (
    <>
      {changes && <StaleNotice changes={changes} onAgain={onAgain} also={words.staleExport} />}
      <ul className="report-forms">
        {reportFormats.map((each) => (
          <li key={each}>
            <Button onPress={() => setFormat(each)} isDisabled={changes !== null}>
              {words.export.open(each)}
            </Button>
            <span>{words.export.uses[each]}</span>
          </li>
        ))}
      </ul>
      {format !== null && <ExportDialog wish={wish} first={format} onClose={() => setFormat(null)} />}
    </>
  );
}
