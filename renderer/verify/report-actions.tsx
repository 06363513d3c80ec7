import { Download, Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { saveReport } from './check-report.ts';
import { PrintedCheck } from './printed-check.tsx';

interface Props {
  readonly report: VerifyReport;
  /** Path or name of what was checked. */
  readonly place: string;
  /** When it was: ISO 8601. */
  readonly time: string;
}

/** Prints a report on what is not the open case, or saves it as text. */
export function ReportActions({ report, place, time }: Props) {
  const app = useCall('app.info', {});
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  if (app.value === null) return null;
  const checked = { place, time, version: app.value.version };
  return (
    <>
      <Button onPress={() => setPrinting(true)}>
        <Printer size={14} aria-hidden="true" /> {strings.integrity.print}
      </Button>
      <Button onPress={() => saveReport(report, checked)}>
        <Download size={14} aria-hidden="true" /> {strings.check.save}
      </Button>
      {printing && <PrintedCheck report={report} {...checked} onDone={printed} />}
    </>
  );
}
