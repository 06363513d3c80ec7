import { z } from 'zod';
import { type ColumnName, columns } from '../domain/columns.ts';

/**
 * Where a column's value stands in a record: member names joined by dots, a name with dots or spaces in double quotes
 * (`annotations."authorization.k8s.io/decision"`). In a table the first name is a column's heading.
 */
const path = z.string().min(1).max(1000);

const columnNames = columns.map(({ name }) => name) as [ColumnName, ...ColumnName[]];

/**
 * How records of one kind become columns; a small JSON file that a person can read and edit. Also how the systems that
 * are known are described, so that what is built in can do nothing that a file cannot.
 */
export const mappingSchema = z.strictObject({
  /** Stands as the source's system. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dots and dashes'),
  /** Member names from the top of a JSON document to its records; of several, the first that is there. Absent: found out. */
  records: z.array(path).max(8).optional(),
  /** Of a table, one character. Absent: found out. */
  delimiter: z.string().length(1).optional(),
  /** Columns not named stay empty; of several paths the first that leads to a value counts. */
  columns: z.partialRecord(z.enum(columnNames), z.union([path, z.array(path).min(1).max(16)])),
});
export type Mapping = z.output<typeof mappingSchema>;
