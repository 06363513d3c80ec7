/** Whether the custody log tells of the import of every source as `data/sources.json` describes it, and of no other. */
import { toHex, utf8 } from '../bytes/encoding.ts';
import type { ChainedEvent } from '../custody/events.ts';
import { canonicalize } from '../json/canonical.ts';
import type { Digest } from '../proof/digest.ts';
import { toldValue } from '../report/told-value.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';
import type { PackAcquisition, PackSource, PackSources } from './lines.ts';

type Details = ChainedEvent['details'];
type Stated = readonly [what: string, told: unknown, stated: unknown];

export function checkToldSources(
  { findings, effects }: CheckContext,
  { sources, containers }: PackSources,
  events: readonly ChainedEvent[],
): void {
  const differ = (message: string, [, told, stated]: Stated | [] = []) =>
    findings.add({
      axis: 'custody',
      subject: 'pack',
      code: 'CUSTODY_SOURCE',
      message,
      member: paths.custody,
      ...(told === undefined && stated === undefined
        ? {}
        : { expected: toldValue(told), actual: toldValue(stated) }),
    });
  const imports = new Map<unknown, Details>();
  for (const { action, details } of events) {
    if ((action !== 'import' && action !== 'sync') || details['unchanged'] === true) continue;
    // An event may tell of the files that were passed over alone.
    const id = details['source'] ?? details['container'];
    if (id === undefined) continue;
    if (imports.has(id)) differ(`the custody log tells of two imports of source ${toldValue(id)}`);
    else imports.set(id, details);
  }
  const compare = (id: number, stated: (told: Details) => readonly Stated[]) => {
    const told = imports.get(id);
    imports.delete(id);
    if (told === undefined) {
      differ(`the custody log does not know source ${id}`);
      return;
    }
    for (const each of stated(told))
      if (each[1] !== each[2]) differ(`the custody log has another ${each[0]} of source ${id}`, each);
  };
  for (const source of sources)
    compare(source.id, (told) => [
      ...statedOf(source, told),
      ...acquired(effects.digest, source.acquisition, told),
    ]);
  for (const { id, name, bytes, format, sha256 } of containers) {
    compare(id, (told) => [
      ['name', told['name'], name],
      ['size in bytes', told['bytes'], bytes],
      ['format', told['format'], format],
      ['SHA-256', told['sha256'], sha256],
    ]);
  }
  for (const id of imports.keys())
    differ(
      `the custody log tells of the import of source ${toldValue(id)}, of which data/sources.json does not`,
    );
}

function statedOf(source: PackSource, told: Details): Stated[] {
  const { name, bytes, system, format, partial, sha256, entries, duplicates, conflicts, quarantined, tree } =
    source;
  const { compression, container, rereadOf, acquisition } = source;
  return [
    ['name', told['name'], name],
    ['size in bytes', told['bytes'], bytes],
    ['system', told['system'], system],
    ['format', told['format'], format],
    ['declaration of being a selection', told['partial'], partial],
    ['SHA-256', told['sha256'], sha256],
    ['count of entries', told['entries'], entries],
    ['count of duplicates', told['duplicates'], duplicates],
    ['count of conflicts', told['conflicts'], conflicts],
    ['count of quarantined records', told['quarantined'], quarantined],
    ['Merkle root', told['merkleRoot'], tree.root],
    // What custody says nothing of is not so.
    ['compression', told['compression'] ?? null, compression],
    ['container', told['container'] ?? null, container?.id ?? null],
    ['source that was read anew', told['rereadOf'] ?? null, rereadOf],
    ['record of an acquisition', told['requestsSha256'] !== undefined, acquisition !== undefined],
  ];
}

/** What was asked of an API; the list of requests may be cut, or left out because it would tell what stays back. */
function acquired(digest: Digest, acquisition: PackAcquisition | undefined, told: Details): Stated[] {
  if (acquisition === undefined) return [];
  const { listed, ...stated } = acquisition;
  const said = Object.entries(stated).map(
    ([name, value]): Stated => [name, spelled(told[name]), spelled(value)],
  );
  if (listed.length < stated.requests) return said;
  const rows = listed.map((request) => `${canonicalOf(request)}\n`).join('');
  return [...said, ['list of requests', told['requestsSha256'], toHex(digest.sha256(utf8(rows)))]];
}

/** Lists and objects are compared by what they spell. */
function spelled(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? canonicalOf(value) : value;
}

/** What has no canonical form is never what custody tells of: an event of it has none either. */
function canonicalOf(value: object): string {
  try {
    return canonicalize(value as Parameters<typeof canonicalize>[0]);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return 'none';
    throw error;
  }
}
