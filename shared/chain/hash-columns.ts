import { hashPaths } from './places.ts';

/** Columns that hold what an entry of JSON would keep its own hash in, nested names joined by a dot or an underscore. */
export function hashColumns(header: readonly string[]): string[] {
  const names = new Set(hashPaths.flatMap((path) => [path, path.replaceAll('.', '_')]));
  return header.filter((heading) => names.has(heading));
}
