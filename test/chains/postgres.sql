-- Chains entries as a trigger on an audit table does: the hash is over jsonb::text. psql's variables: lines, the entries, one a line;
-- genesis; joined, whether the previous hash stands before the text instead of in it; key and other_key, hex, or empty; rekey_at.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
CREATE EXTENSION IF NOT EXISTS pgcrypto;
WITH RECURSIVE entries AS (
  SELECT n, line::jsonb AS entry
  FROM unnest(string_to_array(:'lines', E'\n')) WITH ORDINALITY AS l (line, n)
), chain AS (
  SELECT 0::bigint AS n, NULL::jsonb AS linked, :'genesis'::text AS hash
  UNION ALL
  SELECT e.n, e.linked, encode(CASE
    WHEN :'key' = '' THEN sha256(convert_to(e.hashed, 'UTF8'))
    ELSE hmac(convert_to(e.hashed, 'UTF8'),
      decode(CASE WHEN e.n > :'rekey_at'::bigint THEN :'other_key' ELSE :'key' END, 'hex'), 'sha256')
  END, 'hex')
  FROM chain AS c, LATERAL (
    SELECT each.n, each.linked,
      CASE WHEN :'joined'::boolean THEN c.hash || each.entry::text ELSE each.linked::text END AS hashed
    FROM (
      SELECT n, entry, entry || jsonb_build_object('prev_hash', c.hash) AS linked FROM entries WHERE entries.n = c.n + 1
    ) AS each
  ) AS e
)
SELECT (linked || jsonb_build_object('entry_hash', hash))::text FROM chain WHERE n > 0 ORDER BY n;
