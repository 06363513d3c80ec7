import { axisNames, type VerifyReport } from '../../shared/domain/verification.ts';
import { mask } from '../../shared/pack/mask.ts';
import { valueNames } from '../../shared/report/finding-values.ts';
import { visibleText } from '../document/visible-text.ts';
import { textsIn } from '../redact/hidden-texts.ts';
import type { CaseState } from './case-state.ts';
import { sourcesOfHiddenTimes } from './hidden-times.ts';

/**
 * The verification of the case as far as it concerns the pack: all axes, and the findings on entries of the pack or on
 * no entry at all. Findings on other entries, and on those of which something stays back, are counted in `findingsTotal`,
 * and not disclosed; those on times of a source of which times stay back not even counted, for they compare them with others.
 */
export function reportForPack(
  report: VerifyReport,
  state: Pick<CaseState, 'records' | 'redactions'>,
): VerifyReport {
  const {
    records,
    redactions: { withheld, masked, hidden },
  } = state;
  const ordinals = new Set(report.findings.flatMap(({ ordinal }) => ordinal ?? []));
  const inPack = new Set(
    records
      .filter(({ ordinal, entry }) => ordinals.has(ordinal) && !withheld.has(entry) && !masked.has(entry))
      .map(({ source, ordinal }) => `source ${source}:${ordinal}`),
  );
  const concerns = ({ subject, ordinal, entryId }: VerifyReport['findings'][number]): boolean =>
    ordinal === undefined ? entryId === undefined : inPack.has(`${subject}:${ordinal}`);
  const isClean = (value: unknown) => hidden.size === 0 || !hidden.areQuotedIn(textsIn(value).join('\n'));
  const timesBack = new Set([...sourcesOfHiddenTimes(state)].map((source) => `source ${source}`));
  const isOfTimesBack = ({ axis, subject }: { readonly axis: string; readonly subject: string }) =>
    axis === 'time' && timesBack.has(subject);
  const told = report.findings.filter((finding) => !isOfTimesBack(finding));
  return {
    ...report,
    chain: isClean(report.chain) ? report.chain : null,
    ...(report.chains && { chains: report.chains.filter(isClean) }),
    axes: report.axes.map((axis) => {
      if (isOfTimesBack(axis) && axis.status !== 'absent') return { ...axis, reason: timesStayBack };
      return isClean(axis.reason) ? axis : { ...axis, reason: mask };
    }),
    findings: told.filter((finding) => concerns(finding) && isClean(finding)),
    findingsTotal: report.findingsTotal - (report.findings.length - told.length),
  };
}

const timesStayBack =
  'no signed time to hold them against; what was seen of them is neither told nor counted, since times of this source stay back';

const marks = { pass: 'pass', fail: 'FAIL', unverifiable: 'cannot be verified', absent: 'absent' } as const;

/** `verification/report.txt`: the same for people without any program. */
export function reportText({ axes, chain, findings, findingsTotal }: VerifyReport): string {
  const widest = Math.max(...axisNames.map((name) => name.length));
  const lines = axes.map(
    ({ axis, subject, status, reason, checked }) =>
      `${axis.padEnd(widest)}  ${subject}: ${marks[status]} (${checked} checked)\n${' '.repeat(widest)}  ${visibleText(reason)}`,
  );
  const found = findings.map(
    ({ code, subject, message, entryId, ordinal, line, byteOffset, expected, actual }) => {
      const names = valueNames({ code });
      const values = { [names.expected]: expected, [names.actual]: actual };
      const place = Object.entries({ entry: entryId, ordinal, line, byte: byteOffset, ...values })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name} ${visibleText(String(value))}`);
      return `${code}  ${subject}: ${visibleText(message)}${place.length > 0 ? `\n  ${place.join(', ')}` : ''}`;
    },
  );
  return [
    'The case file as it was verified when this pack was sealed',
    '',
    ...lines,
    '',
    `Chain of the exporting system: ${chain?.profile ?? 'none found'}`,
    '',
    findingsTotal === 0
      ? 'No findings.'
      : `${findingsTotal} findings in the case, of which ${findings.length} concern this pack:`,
    ...found,
    '',
  ].join('\n');
}
