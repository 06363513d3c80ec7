import { type ColumnName, columns, type TextColumn } from '../../shared/domain/columns.ts';

/** `CSBD`: marks the file as a case file (SQLite's application_id, at byte 68 of the header). */
export const applicationId = 0x43534244;
/** The user_version that this program writes; migrations.ts has every step to it. */
export const schemaVersion = 2;
/** Version 1 was a preview that read records by other rules: its files are refused, not guessed at. */
export const oldestVersion = 2;

/** Uncompressed bytes in each stored chunk of a source except its last. */
export const chunkLength = 1 << 18;

/**
 * Text columns with few distinct values, stored as codes into `term` to keep rows small. Once a column has
 * `termLimit` terms, further values are stored in the row as text; readers accept both.
 */
export const codedColumns = [
  'event_type',
  'product',
  'model_version',
  'verdict',
  'action',
  'status',
  'severity',
  'case_id',
  'image_id',
  'actor',
  'actor_name',
  'ip',
  'resource',
  'tenant',
] as const satisfies readonly TextColumn[];
export type CodedColumn = (typeof codedColumns)[number];
export const termLimit = 1 << 16;
/** Bytes of UTF-8; a longer value does not become a term. */
export const termLengthLimit = 1024;

export function isCoded(column: string): column is CodedColumn {
  return (codedColumns as readonly string[]).includes(column);
}

/** The columns of `entry_row` in storage order, after id, source, ordinal, line, offset, length and content. */
export const storedColumns = [
  'entry_id',
  'request_id',
  'time',
  'time_ns',
  'time_text',
  'logged_at',
  'logged_at_ns',
  'logged_at_text',
  ...codedColumns,
  'confidence',
  'risk_score',
  'note',
] as const;
export type StoredColumn = (typeof storedColumns)[number];

/** The type of its values in `entry_row`. */
export function storedType(column: StoredColumn): 'ANY' | 'INTEGER' | 'REAL' | 'TEXT' {
  if (isCoded(column)) return 'ANY';
  if (/^(time|logged_at)(_ns)?$/.test(column)) return 'INTEGER';
  return column === 'confidence' || column === 'risk_score' ? 'REAL' : 'TEXT';
}

/** An SQL expression for the readable value of a normalized column of `entry_row AS e`. */
export function readable(column: ColumnName): string {
  if (isCoded(column)) {
    return `CASE typeof(e.${column}) WHEN 'text' THEN e.${column} ELSE (SELECT value FROM term WHERE term.column = '${column}' AND code = e.${column}) END`;
  }
  if (column === 'time' || column === 'logged_at') {
    return `coalesce(e.${column}_text, strftime('%Y-%m-%dT%H:%M:%fZ', e.${column} / 1000.0, 'unixepoch'))`;
  }
  return `e.${column}`;
}

const appendOnly = (table: string) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;

/** All of version 2. Documented in docs/formats/case-file.md. */
export const schema = `
CREATE TABLE case_info (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  title TEXT NOT NULL,
  examiner TEXT,
  created TEXT NOT NULL,
  pack TEXT
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  system TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  entries INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  secret BLOB NOT NULL,
  merkle_root BLOB NOT NULL,
  case_id_tree_size INTEGER NOT NULL,
  case_id_tree_root BLOB NOT NULL,
  image_id_tree_size INTEGER NOT NULL,
  image_id_tree_root BLOB NOT NULL,
  first_entry INTEGER,
  partial INTEGER NOT NULL,
  imported TEXT NOT NULL,
  detection TEXT NOT NULL,
  layout TEXT NOT NULL,
  mapping TEXT NOT NULL,
  compression TEXT CHECK (compression IN ('gzip', 'zstd')),
  stream_bytes INTEGER,
  stream_sha256 BLOB,
  container INTEGER REFERENCES container (id),
  member TEXT,
  member_at INTEGER,
  reread_of INTEGER REFERENCES source (id)
) STRICT;

CREATE TABLE container (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('zip')),
  bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  secret BLOB NOT NULL,
  imported TEXT NOT NULL
) STRICT;

CREATE TABLE acquisition (
  id INTEGER PRIMARY KEY,
  source INTEGER REFERENCES source (id),
  system TEXT NOT NULL,
  origin TEXT NOT NULL,
  wish TEXT NOT NULL,
  actor TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  state TEXT,
  layout TEXT,
  complete INTEGER,
  reason TEXT,
  reported INTEGER,
  clock_offset INTEGER
) STRICT;

CREATE TABLE answer (
  acquisition INTEGER NOT NULL REFERENCES acquisition (id),
  seq INTEGER NOT NULL,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  body TEXT,
  sent TEXT NOT NULL,
  received TEXT,
  status INTEGER,
  fault TEXT,
  date TEXT,
  encoding TEXT,
  bytes INTEGER,
  sha256 BLOB,
  records INTEGER,
  offset INTEGER,
  same_as INTEGER,
  peer TEXT,
  PRIMARY KEY (acquisition, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_chunk (
  id INTEGER PRIMARY KEY,
  acquisition INTEGER NOT NULL REFERENCES acquisition (id),
  seq INTEGER NOT NULL,
  length INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('zstd', 'stored')),
  data BLOB NOT NULL,
  UNIQUE (acquisition, seq)
) STRICT;

CREATE TABLE acquired_chunk (
  id INTEGER PRIMARY KEY,
  owner INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  length INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('zstd', 'stored')),
  data BLOB NOT NULL,
  UNIQUE (owner, seq)
) STRICT;

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  seq INTEGER NOT NULL,
  length INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('zstd', 'stored')),
  data BLOB NOT NULL,
  UNIQUE (source, seq)
) STRICT;

CREATE TABLE term (
  column TEXT NOT NULL,
  code INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (column, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_row (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  content BLOB NOT NULL,
  ${storedColumns.map((column) => `${column} ${storedType(column)}`).join(',\n  ')},
  conflicts_with INTEGER REFERENCES entry_row (id)
) STRICT;

CREATE INDEX entry_conflict ON entry_row (conflicts_with) WHERE conflicts_with IS NOT NULL;

CREATE VIEW entry AS SELECT
  e.id, e.source, e.ordinal, e.line, e.offset, e.length, lower(hex(e.content)) AS content,
  ${columns.map(({ name }) => `${readable(name)} AS ${name}`).join(',\n  ')},
  e.conflicts_with
FROM entry_row AS e;

CREATE TABLE duplicate (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry_row (id)
) STRICT;
CREATE INDEX duplicate_entry ON duplicate (entry);
CREATE INDEX duplicate_source ON duplicate (source, ordinal);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_source ON quarantine (source, offset);

CREATE TABLE custody (
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  details TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
${appendOnly('custody')}

CREATE TABLE annotation (
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  details TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  salt BLOB NOT NULL,
  entries BLOB NOT NULL,
  others BLOB NOT NULL
) STRICT;
CREATE INDEX annotation_action ON annotation (action);
${appendOnly('annotation')}

CREATE TABLE view (
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  sort TEXT,
  zone TEXT NOT NULL,
  author TEXT NOT NULL,
  saved TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search (
  id INTEGER PRIMARY KEY,
  examiner TEXT NOT NULL,
  parent INTEGER REFERENCES search (id) ON DELETE SET NULL,
  query TEXT NOT NULL,
  matched INTEGER,
  time TEXT NOT NULL
) STRICT;
CREATE INDEX search_parent ON search (parent);

CREATE TABLE pack (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  scope TEXT NOT NULL,
  entries INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  tagmanifest TEXT NOT NULL,
  sealed TEXT NOT NULL,
  bates_prefix TEXT,
  bates_first INTEGER,
  bates_last INTEGER
) STRICT;

CREATE TABLE verification (
  id INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  ok INTEGER NOT NULL,
  findings_total INTEGER NOT NULL,
  report TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  verification INTEGER NOT NULL REFERENCES verification (id),
  entry INTEGER REFERENCES entry_row (id),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX finding_entry ON finding (entry);

CREATE TABLE verified_source (
  verification INTEGER NOT NULL REFERENCES verification (id),
  source INTEGER NOT NULL REFERENCES source (id),
  content TEXT NOT NULL CHECK (content IN ('pass', 'fail', 'unverifiable', 'absent')),
  PRIMARY KEY (verification, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_segment (
  first INTEGER PRIMARY KEY,
  entries INTEGER NOT NULL,
  manifest TEXT NOT NULL
) STRICT;

CREATE TABLE review_array (
  id INTEGER PRIMARY KEY,
  segment INTEGER NOT NULL,
  "column" TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('codes', 'values', 'numbers', 'ms', 'ns', 'text')),
  data BLOB NOT NULL,
  UNIQUE (segment, "column", part)
) STRICT;
`;
