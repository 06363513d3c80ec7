import type { Axis } from '../../shared/domain/verification.ts';
import { earlyEnd, endedEarly, endsEarly, type SourceRow } from '../case/sources.ts';

/**
 * What is said of a stream that could not be unpacked to its end. What it held there is lost to whoever has this file,
 * and that alone is no sign of tampering.
 */
export function brokenOff(fault: string): string {
  return brokenOffAs(`${endedEarly}${fault}`);
}

/** The completeness of each source whose file could not be unpacked to its end. */
export function brokenOffAxes(sources: readonly SourceRow[]): Axis[] {
  return sources.filter(endsEarly).map((source) => ({
    axis: 'completeness',
    subject: `source ${source.id}`,
    status: 'unverifiable',
    reason: brokenOffAs(earlyEnd(source) ?? endedEarly.trim()),
    checked: source.entries,
  }));
}

function brokenOffAs(said: string): string {
  return `${said}; what stands behind that was not read`;
}
