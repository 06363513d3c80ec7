import { entryFilePattern } from '../entry-files.ts';
import { paths, payloadPrefix, sealPrefix } from '../layout.ts';
import { type Cause, causes, type Explanation, type MemberDifference } from './difference.ts';

/** Which files differ, each with those of the explanations that it can follow from. */
export function compareMembers(
  mine: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string>,
  explanations: readonly Explanation[],
): MemberDifference[] {
  const found = new Set(explanations.map(({ cause }) => cause));
  const all = [...new Set([...mine.keys(), ...others.keys()])].sort();
  return all.flatMap((path) => {
    if (mine.get(path) === others.get(path) && mine.has(path)) return [];
    const change = !others.has(path) ? 'added' : !mine.has(path) ? 'removed' : 'changed';
    const sources =
      path === paths.compressed
        ? listedAsCompressed.filter((listed) => mine.get(listed) !== others.get(listed)).flatMap(sourcesOf)
        : sourcesOf(path);
    return [{ path, change, causes: [...new Set(sources)].filter((cause) => found.has(cause)) }];
  });
}

/** The list of what is compressed follows from these; where none of them differs, another zlib made it. */
const listedAsCompressed = [paths.index, paths.proofs, paths.checkerPage] as const;

const shown = ['entries', 'redaction'] as const;

const madeFrom: Readonly<Record<string, readonly Cause[]>> = {
  [paths.custody]: ['custody'],
  [paths.annotations]: ['annotations', 'redaction', 'entries'],
  [paths.withheldAnnotations]: ['annotations', 'redaction', 'entries'],
  [paths.annotationTargets]: ['annotations', ...shown],
  [paths.index]: [...shown, 'numbering', 'related'],
  [paths.proofs]: ['entries', 'sources'],
  [paths.table]: shown,
  [paths.spreadsheet]: shown,
  [paths.loadFile]: [...shown, 'numbering', 'number', 'sources'],
  [paths.privilegeLog]: [...shown, 'numbering', 'sources'],
  [paths.certification]: [
    'case',
    'scope',
    'number',
    'sources',
    ...shown,
    'numbering',
    'related',
    'annotations',
  ],
  [paths.sources]: ['case', 'scope', 'number', 'sources', ...shown, 'related', 'annotations', 'seals'],
  [paths.completeness]: ['scope', 'sources', 'entries'],
  [paths.report]: ['verification', ...shown],
  [paths.reportText]: ['verification', ...shown],
  [paths.chainProfile]: ['verification', 'redaction'],
  [paths.guide]: ['version', 'number', 'case', 'seals'],
  [paths.checkerPage]: ['version'],
  [paths.checkerProgram]: ['version'],
};

/** From what a file is made. The page for people shows everything; manifests and bag-info follow from all of it. */
function sourcesOf(path: string): readonly Cause[] {
  const named = madeFrom[path];
  if (named !== undefined) return named;
  if (entryFilePattern.test(path)) return shown;
  if (path.startsWith('verification/checkpoint-')) return ['seals', 'sources', 'case'];
  if (path.startsWith(payloadPrefix) || path.startsWith(sealPrefix)) return causes;
  return path === paths.bagInfo || path.startsWith('manifest-') || path.startsWith('tagmanifest-')
    ? causes
    : [];
}
