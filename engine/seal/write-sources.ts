import { toHex } from '../../shared/bytes/encoding.ts';
import type { EntryForm } from '../../shared/pack/entry-files.ts';
import { packFormat, paths } from '../../shared/pack/layout.ts';
import type { PackAcquisition, PackSource, PackSources } from '../../shared/pack/lines.ts';
import { momentText } from '../../shared/time/moment.ts';
import { containerInfos } from '../case/containers.ts';
import type { SourceRow } from '../case/sources.ts';
import { encodingOf } from '../import/layout/layout.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { textsIn } from '../redact/hidden-texts.ts';
import { mayTell } from '../redact/redactions.ts';
import { acquisitionOf, answerRows } from '../sync/acquisitions.ts';
import { syncDetails } from '../sync/details.ts';
import type { CaseState } from './case-state.ts';
import { packMappings } from './pack-mappings.ts';
import { countRecords } from './records.ts';
import { statedRelated } from './related.ts';
import type { Staging } from './staging.ts';
import { withheldByKind } from './write-annotations.ts';

/**
 * Writes what the pack was made from: every source of the case, those without an entry in it too, since "none was left
 * out" is said of them as well. Where the files lay on the examiner's machine is nobody else's business, and not in it.
 */
export function writeSources(state: CaseState, staging: Staging): PackSources {
  const document = describeSources(state);
  for (const [path, text] of packMappings(state.sources, state.redactions.hidden).files)
    staging.text(path, text);
  staging.text(paths.sources, `${JSON.stringify(document)}\n`);
  return document;
}

/** What `data/sources.json` says. */
export function describeSources({
  db,
  uuid,
  title,
  created,
  sources,
  scope,
  related,
  number,
  name,
  entries,
  records,
  seals,
  redactions,
  annotations,
}: CaseState): PackSources {
  const { withheld, masked, hidden } = redactions;
  const counts = new Map<number, number>();
  const redacted = new Set<number>();
  for (const { source, entry } of records) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
    if (withheld.has(entry) || masked.has(entry)) redacted.add(source);
  }
  const bounds = db.prepare<[{ source: number }], Bounds>(
    `SELECT min(time) AS first, max(time) AS last FROM (
       SELECT time FROM entry_row WHERE source = @source
       UNION ALL SELECT e.time FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry WHERE d.source = @source)`,
  );
  const acquisitions = new Acquisitions(db);
  const mappings = packMappings(sources, hidden).paths;
  return {
    format: packFormat,
    case: { uuid, title, created },
    pack: {
      name,
      number,
      scope,
      related: statedRelated(related, records, redactions),
      entries: entries.length,
      records: records.length,
      withheld: countRecords(records, ({ entry }) => withheld.has(entry)),
      masked: countRecords(records, ({ entry }) => masked.has(entry)),
      ...(annotations.withheld.length > 0 && { annotationsWithheld: withheldByKind(annotations.withheld) }),
      seals: [...seals],
    },
    containers: containerInfos(db).map(({ id, name: file, format, bytes, sha256 }) => ({
      id,
      name: file,
      format,
      bytes,
      sha256,
    })),
    sources: sources.map((source) =>
      acquisitions.of(
        describeSource(source, {
          bounds: bounds.get({ source: source.id }),
          records: counts.get(source.id) ?? 0,
          mapping: mappings.get(source.id),
          redactions,
        }),
        (said) => !redacted.has(source.id) && !hidden.areQuotedIn(textsIn(said).join('\n')),
      ),
    ),
  };
}

/** Requests that a pack lists of one acquisition, and bytes that all of them take: the hash is over all, listed or not. */
const requestsListed = 1000;
const bytesListed = 4 << 20;

/** Tells of sources what was asked of an API, and what came of it; nothing of it holds the key. */
class Acquisitions {
  private readonly db: CaseState['db'];
  private left = bytesListed;

  constructor(db: CaseState['db']) {
    this.db = db;
  }

  /**
   * @param mayTell whether what was asked may be told. A page's hash lets whoever has most of the page try values for the rest, its
   *   size tells how long that is, and the next one may be asked for by the last entry's id.
   */
  of(source: PackSource, mayTell: (listed: PackAcquisition['listed']) => boolean): PackSource {
    const row = source.rereadOf === null ? acquisitionOf(this.db, source.id) : null;
    if (row === null) return source;
    const listed = this.requests(row.id);
    return {
      ...source,
      acquisition: { ...syncDetails(this.db, row), listed: mayTell(listed) ? listed : [] },
    };
  }

  private requests(id: number): PackAcquisition['listed'] {
    const listed: PackAcquisition['listed'] = [];
    for (const { acquisition: _, sha256, ...rest } of answerRows(this.db, id)) {
      const request = { ...rest, sha256: sha256 === null ? null : toHex(sha256) };
      this.left -= JSON.stringify(request).length;
      if (this.left < 0 || listed.length === requestsListed) break;
      listed.push(request);
    }
    return listed;
  }
}

interface Bounds {
  readonly first: number | null;
  readonly last: number | null;
}

function describeSource(
  source: SourceRow,
  {
    bounds,
    records,
    mapping,
    redactions,
  }: {
    readonly bounds: Bounds | undefined;
    readonly records: number;
    readonly mapping: string | undefined;
    readonly redactions: CaseState['redactions'];
  },
): PackSource {
  const { id, name, system, format, bytes, imported, entries, duplicates, conflicts, quarantined } = source;
  const { first = null, last = null } = bounds ?? {};
  return {
    id,
    name,
    system,
    format,
    bytes,
    sha256: toHex(source.sha256),
    imported,
    partial: source.partial === 1,
    entries,
    duplicates,
    conflicts,
    quarantined,
    tree: { size: entries + duplicates, root: toHex(source.merkle_root) },
    caseIdTree: { size: source.case_id_tree_size, root: toHex(source.case_id_tree_root) },
    imageIdTree: { size: source.image_id_tree_size, root: toHex(source.image_id_tree_root) },
    period: first === null || last === null ? null : shownPeriod(first, last, redactions),
    records,
    ...entryForm(source),
    ...(mapping === undefined ? {} : { mapping }),
    compression: source.compression,
    stream:
      source.stream_bytes === null || source.stream_sha256 === null
        ? null
        : { bytes: source.stream_bytes, sha256: toHex(source.stream_sha256) },
    container:
      source.container === null || source.member === null
        ? null
        : { id: source.container, member: source.member },
    rereadOf: source.reread_of,
  };
}

/** @throws AppError CASE_CORRUPT where the case file states a layout that none of its kind can be */
export function entryForm(source: SourceRow): EntryForm {
  const layout = layoutOf(source);
  if (layout.form !== 'table') return { encoding: encodingOf(layout), table: null };
  const { encoding, delimiter, header } = layout;
  return { encoding, table: { delimiter, header } };
}

/** A source's first or last time is not told where it is that of an entry that is withheld, or whose time is masked. */
function shownPeriod(first: number, last: number, redactions: CaseState['redactions']): PackSource['period'] {
  if (!mayTell(redactions, first) || !mayTell(redactions, last)) return null;
  return { from: momentText(first), to: momentText(last) };
}
