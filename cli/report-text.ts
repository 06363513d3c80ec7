import {
  type Finding,
  isObservation,
  type PackStatement,
  type VerifiedFile,
  type VerifyReport,
} from '../shared/domain/verification.ts';
import { counted, countText } from '../shared/report/counted.ts';
import { failures, findingLines, marks } from '../shared/report/finding-lines.ts';
import { packAmount } from '../shared/report/pack-words.ts';
import { aligned, printable } from './output.ts';

/** Findings printed in full; the rest are counted, and stand in `--json`. */
const printed = 50;

function fileText(file: VerifiedFile | undefined): string[] {
  return file === undefined ? [] : [`${countText(file.bytes)} bytes`, `SHA-256 ${file.sha256}`];
}

/** What a pack says about itself, so that a reader of several reports can tell them apart. */
function packText(pack: PackStatement): string {
  const { name, title, about } = pack;
  const facts = { Pack: name, 'Of the case': title, About: about, Holds: packAmount(pack) };
  return aligned(Object.entries(facts).map(([fact, value]) => [fact, printable(value)]));
}

/** A verification report for a person to read and print. */
export function reportText({
  ok,
  axes,
  chain,
  findings,
  findingsTotal,
  names = {},
  files = {},
  pack,
}: VerifyReport): string {
  const lines = [
    ok ? 'Nothing fails.' : failures(axes.filter(({ status }) => status === 'fail').length),
    '',
    ...(pack === undefined ? [] : [packText(pack), '']),
    // A single source needs no heading; but of an export, it must be said what it was when it was verified.
    ...(Object.keys(names).length > 1 || Object.keys(files).length > 0
      ? [
          aligned(
            Object.entries(names).map(([subject, name]) => [
              printable(subject),
              printable(name),
              ...fileText(files[subject]),
            ]),
          ),
          '',
        ]
      : []),
    aligned(
      axes.map(({ axis, subject, status, reason }) => [
        printable(subject),
        axis,
        marks[status],
        printable(reason),
      ]),
    ),
  ];
  if (chain?.profile) {
    lines.push('', `Chain: ${printable(chain.profile)}`);
    if (chain.recompute !== undefined)
      lines.push(
        `  recomputes ${countText(chain.recompute)} of the first ${countText(chain.looked ?? 0)} entries that carry a hash`,
      );
    lines.push(
      `  covers ${printable(chain.covers.join(', '))}`,
      `  omits  ${printable(chain.omits.join(', '))}`,
    );
  }
  for (const note of chain?.notes ?? []) lines.push(`  ${printable(note)}`);
  lines.push(...findingsText(findings, findingsTotal));
  return lines.join('\n');
}

/** What bears on an answer first; observations apart. */
function findingsText(findings: readonly Finding[], total: number): string[] {
  if (total === 0) return [];
  const shown = findings.slice(0, printed);
  const faults = shown.filter((finding) => !isObservation(finding));
  const observations = shown.filter(isObservation);
  const count = counted(total, 'finding');
  return [
    '',
    faults.length > 0 ? `${count}:` : `${count}, ${onlyObservations(total)}:`,
    ...faults.flatMap(findingLines),
    ...(faults.length > 0 && observations.length > 0
      ? ['', 'Observations among them, which fail nothing:']
      : []),
    ...observations.flatMap(findingLines),
    ...(total > printed ? [`  ... and ${countText(total - printed)} more: --json lists them`] : []),
  ];
}

function onlyObservations(count: number): string {
  return count === 1 ? 'an observation, which fails nothing' : 'all of them observations, which fail nothing';
}
