import { Command } from 'commander';
import type {
  ComparedRecord,
  ComparedSource,
  SourceComparison,
  SourceDifference,
} from '../../shared/domain/source-comparison.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';
import { sourceId } from './extract.ts';

/** Differences printed in full; the rest are counted, and stand in `--json`. */
const printed = 50;

export function compareCommand(run: Run): Command {
  return new Command('compare')
    .description('compare two acquisitions of one trail: what was added, changed or vanished')
    .argument('<case>', 'path of the case file')
    .argument('<first>', "the earlier source's id, as listed by casebound info")
    .argument('<second>', "the later source's id")
    .option('--json', 'print one JSON document')
    .action((path: string, first: string, second: string, { json }: { json?: boolean }) =>
      run((signal) =>
        withCase(signal, path, 'read-only', async ({ client, watched }) => {
          const ids = { first: sourceId(first), second: sourceId(second) };
          const comparison = await client.job('source.compare', ids, watched);
          await print(json ? jsonDocument(comparison) : comparisonText(comparison));
          return comparison.changed + comparison.onlyFirst.vanished > 0 ? exit.findings : exit.clean;
        }),
      ),
    );
}

function comparisonText(comparison: SourceComparison): string {
  const { first, second, overlap, differences, differencesTotal, consistency } = comparison;
  const lines = [
    aligned([sourceRow(first), sourceRow(second)]),
    overlap === null ? 'No time is covered by both.' : `Both cover ${overlap.from} to ${overlap.to}.`,
    relations[comparison.relation],
    '',
    aligned(counts(comparison).filter(([, count]) => count !== '0')),
  ];
  if (comparison.reversed) lines.push('', 'One runs newest first, the other oldest first.');
  if (differencesTotal > 0) lines.push('');
  for (const difference of differences.slice(0, printed)) lines.push(...differenceLines(difference));
  if (differencesTotal > printed) lines.push(`... and ${differencesTotal - printed} more: --json lists them`);
  if (consistency !== null)
    lines.push(
      '',
      'Trees over the SHA-256 of each record; --json has the proof that one begins the other',
      `  source ${first.id}: ${consistency.first.size} records, root ${consistency.first.root}`,
      `  source ${second.id}: ${consistency.second.size} records, root ${consistency.second.root}`,
    );
  return lines.join('\n');
}

const relations = {
  same: 'They hold the same records in the same order.',
  grown: 'The second begins with all of the first, and goes on.',
  shortened: 'The first begins with all of the second, and goes on.',
  different: 'Neither is the beginning of the other.',
} as const;

function sourceRow({ id, name, records, repeated, quarantined, partial, period }: ComparedSource): string[] {
  const facts = [
    `${records} records`,
    ...(repeated > 0 ? [`${repeated} of them a second time`] : []),
    ...(quarantined > 0 ? [`${quarantined} quarantined: what seems to be missing may be there`] : []),
    ...(partial ? ['declared a selection'] : []),
    period === null ? 'no times' : `${period.from} to ${period.to}`,
  ];
  return [`Source ${id}`, printable(name), facts.join(', ')];
}

function counts({ kept, changed, onlyFirst, onlySecond, moved }: SourceComparison): string[][] {
  return [
    ['Kept', kept, 'in both, byte for byte'],
    ['Changed', changed, 'of one id, with other bytes'],
    ['Vanished', onlyFirst.vanished, 'only in the first, at a time that the second covers'],
    ['', onlyFirst.outside, 'only in the first, at a time that the second does not cover'],
    ['', onlyFirst.onBound, 'only in the first, at the very time that the second begins or ends'],
    ['', onlyFirst.unselected, 'only in the first; the second is a declared selection'],
    ['', onlyFirst.undated, 'only in the first, where times do not tell whether the second covers them'],
    ['Grown', onlySecond.later, 'only in the second, later than the first'],
    ['', onlySecond.earlier, 'only in the second, earlier than the first'],
    ['Appeared', onlySecond.appeared, 'only in the second, at a time that the first covers'],
    ['', onlySecond.onBound, 'only in the second, at the very time that the first begins or ends'],
    ['', onlySecond.unselected, 'only in the second; the first is a declared selection'],
    ['', onlySecond.undated, 'only in the second, where times do not tell whether the first covers them'],
    ['Moved', moved, 'in both, in another order'],
  ].map((row) => row.map(String));
}

function differenceLines({ kind, first, second }: SourceDifference): string[] {
  const { entryId, time } = (first ?? second) as ComparedRecord;
  const lines = [
    `${kind}  ${entryId === null ? 'entry without an id' : `entry ${entryId}`}, ${time ?? 'no time'}`,
  ];
  if (first !== null) lines.push(`  first   ${placeText(first)}`);
  if (second !== null) lines.push(`  second  ${placeText(second)}`);
  return lines.map(printable);
}

function placeText({ line, byteOffset, content }: ComparedRecord): string {
  return `line ${line}, byte ${byteOffset}, SHA-256 ${content}`;
}
