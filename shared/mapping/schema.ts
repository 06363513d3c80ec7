import { z } from 'zod';
import { type ColumnName, columns } from '../domain/columns.ts';
import { parseFormula } from './formula.ts';
import { wholeNotation } from './notation.ts';
import { pathLength } from './path.ts';

/** A formula (`formula.ts`) by its text; in a table the first name of a path is a column's heading. */
const formula = z
  .string()
  .max(pathLength)
  .superRefine((text, context) => {
    const parsed = parseFormula(text);
    if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed });
  });

const path = z
  .string()
  .max(pathLength)
  .superRefine((text, context) => {
    const read = wholeNotation(text);
    if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
  });

const columnNames = columns.map(({ name }) => name) as [ColumnName, ...ColumnName[]];

/**
 * How records of one kind become columns; a small JSON file that a person can read and edit (docs/mapping.md). Also how
 * the systems that are known are described, so that what is built in can do nothing that a file cannot.
 */
export const mappingSchema = z.strictObject({
  /** Stands as the source's system. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dots and dashes'),
  /** Member names from the top of a JSON document to its records; of several, the first that is there. Absent: found out. */
  records: z.array(path).max(8).optional(),
  /** Of a table, one character. Absent: found out. */
  delimiter: z.string().length(1).optional(),
  /**
   * The offset from UTC of times that state none: `Z`, `+02:00`. Absent: such a time is kept as its text and has no place
   * among the others, for its moment is not known. No names of zones: their rules change from machine to machine.
   */
  zone: z
    .string()
    .regex(/^(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/, 'Z, or an offset such as +02:00')
    .optional(),
  /** Columns not named stay empty; of several formulas the first that leads to a value counts. */
  columns: z.partialRecord(z.enum(columnNames), z.union([formula, z.array(formula).min(1).max(16)])),
});
export type Mapping = z.output<typeof mappingSchema>;
