import type { SkippedFile } from '../../shared/domain/case.ts';
import type { DetectedForm, Detection } from '../../shared/domain/import.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Detections } from './detections.ts';
import type { Chosen } from './reading.ts';

interface Row {
  readonly key: string;
  readonly chosen: Chosen;
  /** Shown under its folder or container. */
  readonly within: boolean;
}

/** One line of the list of what is to be imported. */
export type FileRow = Row &
  (
    | { readonly kind: 'looking' }
    | { readonly kind: 'refused'; readonly error: AppError }
    | { readonly kind: 'file'; readonly file: Detection }
    | { readonly kind: 'skipped'; readonly skipped: SkippedFile }
    | {
        readonly kind: 'group';
        readonly files: readonly Detection[];
        readonly skipped: readonly SkippedFile[];
        /** Files too numerous to be listed one by one. */
        readonly others: readonly DetectedForm[];
      }
  );

/** A chosen file is one line; a folder or container is a line of its own, with its files below. */
export function fileRows(chosen: readonly Chosen[], detections: Detections): FileRow[] {
  return chosen.flatMap((each): FileRow[] => {
    const { value, error } = detections.of(each.path);
    const own = { key: each.path, chosen: each, within: false } as const;
    if (error) return [{ ...own, kind: 'refused', error }];
    if (value === null) return [{ ...own, kind: 'looking' }];
    const { files, skipped, others } = value;
    const [only] = files;
    if (files.length === 1 && skipped.length === 0 && others.length === 0 && only)
      return [{ ...own, kind: 'file', file: only }];
    return [
      { ...own, kind: 'group', files, skipped, others },
      ...files.map((file, place): FileRow => {
        return { key: `${each.path}\0${place}`, chosen: each, within: true, kind: 'file', file };
      }),
      ...skipped.map((file, place): FileRow => {
        return { key: `${each.path}\0-${place}`, chosen: each, within: true, kind: 'skipped', skipped: file };
      }),
    ];
  });
}

/** The files of a group, listed or not. */
export function filesIn({ files, others }: Extract<FileRow, { kind: 'group' }>): number {
  return files.length + sum(others, (form) => form.files);
}

function sum<T>(of: readonly T[], figure: (each: T) => number): number {
  return of.reduce((total, each) => total + figure(each), 0);
}

export type Totals = ReturnType<typeof totalsOf>;

/** What all rows come to. */
export function totalsOf(rows: readonly FileRow[]) {
  const totals = { files: 0, bytes: 0, proposed: 0, skipped: 0, refused: 0, looking: 0 };
  for (const row of rows) {
    if (row.kind === 'file') {
      totals.files += 1;
      totals.bytes += row.file.bytes;
      if (row.file.proposed) totals.proposed += 1;
    } else if (row.kind === 'group') {
      totals.files += sum(row.others, ({ files }) => files);
      totals.bytes += sum(row.others, ({ bytes }) => bytes);
    } else totals[row.kind] += 1;
  }
  return totals;
}
