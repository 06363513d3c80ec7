import type { PackDifference } from '../shared/pack/difference/difference.ts';
import { aligned, printable } from './output.ts';

/** Entries printed; the rest are counted, and stand in `--json`. */
const printed = 20;

/** Why two packs are not the same bytes, for a person. */
export function differenceText({
  pack,
  against,
  same,
  explanations,
  members,
  firstEntries,
  entries,
}: PackDifference): string {
  const head =
    members.length === 0
      ? `The same bytes in every file as ${against.name}.`
      : same
        ? `The same as ${against.name} but for the seals.`
        : `Not the same as ${against.name}, for:`;
  const total = Object.values(entries).reduce((sum, count) => sum + count, 0);
  const shown = firstEntries.slice(0, printed);
  return [
    printable(head),
    ...(against.ok ? [] : [`${against.name} does not pass its own check.`]),
    ...(pack.ok ? [] : [`${pack.name} does not pass its own check.`]),
    ...explanations.map(({ cause, message }) => `  ${cause}: ${printable(message)}`),
    ...(members.length === 0 ? [] : ['', 'Files that differ:']),
    ...(members.length === 0
      ? []
      : [
          aligned(
            members.map(({ path, change, causes }) =>
              [`  ${path}`, change, causes.join(', ') || 'unexplained'].map(printable),
            ),
          ),
        ]),
    ...(total === 0 ? [] : ['', 'Records that differ:']),
    ...shown.map(({ change, source, ordinal, entryId }) =>
      printable(`  ${change}: source ${source}, record ${ordinal}${entryId === null ? '' : `, ${entryId}`}`),
    ),
    ...(total > shown.length
      ? [`  ... and ${total - shown.length} more: --json lists the first thousand`]
      : []),
  ].join('\n');
}
