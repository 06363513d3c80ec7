import { type Peer, sqlPeer } from './peer.ts';

interface Connection {
  run(sql: string, values?: readonly string[]): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowsJson(): unknown[][] }>;
  closeSync(): void;
}

const texts = [
  'entry_id',
  'request_id',
  'product',
  'model_version',
  'image_id',
  'verdict',
  'note',
  'case_id',
  'actor',
  'action',
];

/** DuckDB in memory, on a table that it reads from the same file. Its types are not here unless it is installed. */
export async function duckDbPeer(trail: string): Promise<Peer> {
  const library = '@duckdb/node-api';
  const { DuckDBInstance } = (await import(library)) as {
    DuckDBInstance: {
      create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }>;
    };
  };
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE entry AS SELECT row_number() OVER () AS id, log_id AS entry_id, request_id, product, model_version,
       epoch_ms("timestamp") AS time, image_id, result.verdict AS verdict, result.confidence AS confidence,
       result.reviewer_note AS note, context.case_id AS case_id, context.submitted_by AS actor, action_recorded AS action,
       epoch_ms(logged_at) AS logged_at, NULL::VARCHAR AS event_type
     FROM read_json($1, format = 'newline_delimited')`,
    [trail],
  );
  return sqlPeer(
    'DuckDB',
    {
      table: 'entry',
      equals: (column, value) => `${column} = '${value}'`,
      contains: (text) =>
        texts.map((column) => `contains(lower(${column}), '${text.toLowerCase()}')`).join(' OR '),
      rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    },
    () => {
      connection.closeSync();
      instance.closeSync();
    },
  );
}
