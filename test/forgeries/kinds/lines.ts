/** Files that are read line by line: a line less, twice, elsewhere, of another pack. */
import { paths } from '../../../shared/pack/layout.ts';
import type { Forging } from '../forging.ts';
import type { Done, Kind } from '../kind.ts';

const lined = [
  paths.index,
  paths.proofs,
  paths.entries,
  paths.custody,
  paths.annotations,
  paths.annotationTargets,
] as const;

/** Every line belongs to a line of another file: a line of the index to a proof and to bytes, an annotation to its targets. */
const axisOf: Readonly<Record<string, string>> = {
  [paths.index]: 'storage',
  [paths.proofs]: 'storage',
  [paths.entries]: 'storage',
  [paths.custody]: 'custody',
  [paths.annotations]: 'custody',
  [paths.annotationTargets]: 'custody',
};

function edited(
  forging: Forging,
  edit: (lines: string[], at: number, path: string) => string[],
  isFound: (at: number, lines: readonly string[], path: string) => boolean = () => true,
): Done | null {
  const path = forging.random.pick(lined);
  const lines = forging.lines(path);
  if (lines.length === 0) return null;
  const at = forging.place(lines);
  const after = edit(lines, at, path);
  if (after.join('\n') === lines.join('\n')) return null;
  forging.writeLines(path, after);
  const found = isFound(at, lines, path) ? [axisOf[path] ?? ''] : [];
  return { what: `line ${at + 1} of ${lines.length} in ${path}`, found };
}

export const lineKinds: readonly Kind[] = [
  {
    name: 'a line less',
    of: 'files',
    // Without its last event, custody is what it was before.
    forge: (forging) =>
      edited(
        forging,
        (lines, at) => lines.toSpliced(at, 1),
        (at, lines, path) => path !== paths.custody || at < lines.length - 1,
      ),
  },
  {
    name: 'a line twice',
    of: 'files',
    forge: (forging) => edited(forging, (lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  },
  {
    name: 'a line at the end',
    of: 'files',
    forge: (forging) => edited(forging, (lines, at) => [...lines.toSpliced(at, 1), lines[at] ?? '']),
  },
  {
    name: 'two lines exchanged',
    of: 'files',
    forge: (forging) =>
      edited(forging, (lines, at) => {
        const other = forging.place(lines);
        return lines.with(at, lines[other] ?? '').with(other, lines[at] ?? '');
      }),
  },
  {
    name: 'a line of another pack',
    of: 'files',
    forge: (forging) =>
      edited(
        forging,
        (lines, at, path) => {
          const others = (forging.material.otherFiles.get(path)?.toString() ?? '').split('\n').slice(0, -1);
          const line = others[forging.place(others)];
          return line === undefined || lines.includes(line) ? lines : lines.with(at, line);
        },
        (_at, _lines, path) => path !== paths.annotationTargets && path !== paths.custody,
      ),
  },
  {
    name: 'a digit changed',
    of: 'files',
    forge: (forging) =>
      edited(
        forging,
        (lines, at) => {
          const line = lines[at] ?? '';
          const digits = [...line.matchAll(/\d/g)].map(({ index }) => index);
          const place = digits[forging.place(digits)];
          if (place === undefined) return lines;
          const digit = String((Number(line[place]) + forging.random.between(1, 9)) % 10);
          return lines.with(at, line.slice(0, place) + digit + line.slice(place + 1));
        },
        // Numbers, ids and places in the source are for people; what an annotation is about is told where a salt is given.
        (_at, _lines, path) => path !== paths.index && path !== paths.annotationTargets,
      ),
  },
  {
    name: 'an empty line',
    of: 'files',
    forge: (forging) => edited(forging, (lines, at) => lines.toSpliced(at, 0, '')),
  },
];
