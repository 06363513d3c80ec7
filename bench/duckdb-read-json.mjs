// Reads NDJSON into a table of a new DuckDB database: what the import is compared with.
import { DuckDBInstance } from '@duckdb/node-api';

const [database, trail] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run('CREATE TABLE entry AS SELECT * FROM read_json($1, format = $2)', [
  trail,
  'newline_delimited',
]);
connection.closeSync();
instance.closeSync();
