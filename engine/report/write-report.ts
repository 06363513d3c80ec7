import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, rmSync, writeFileSync } from 'node:fs';
import type { GuidedReport, ReportFile, ReportFormat } from '../../shared/domain/guided-report.ts';
import { createOut } from '../case/extract.ts';
import { caseFault } from '../case/faults.ts';
import { writeForm } from './forms/forms.ts';

interface Place {
  readonly format: ReportFormat;
  readonly out: string;
  /** Where the file waits instead, until custody tells of it. */
  readonly heldAt?: string | undefined;
}

/**
 * Writes a report into a file that is not there yet: whole, or not at all.
 *
 * @throws AppError INVALID_INPUT, DISK_FULL, FILE_UNREADABLE
 */
export async function writeReport(
  { format, out, heldAt }: Place,
  make: () => Promise<GuidedReport>,
): Promise<ReportFile> {
  // Whoever cannot write there learns of it before the case is verified.
  const file = createOut(out, heldAt);
  let isDone = false;
  try {
    const bytes = await writeForm(await make(), format);
    writeFileSync(file, bytes);
    fsyncSync(file);
    isDone = true;
    return { out, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!isDone) rmSync(heldAt ?? out, { force: true });
  }
}
