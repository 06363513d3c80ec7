import { z } from 'zod';
import { encodings } from './layout.ts';

/**
 * How records stand in a source's bytes, found out once and stored with the source: reading it again later depends on
 * nothing else.
 */
export const layoutSchema = z.discriminatedUnion('form', [
  /** A file without a byte in it. */
  z.strictObject({ form: z.literal('empty') }),
  /** One JSON value a line. */
  z.strictObject({ form: z.literal('ndjson'), encoding: z.enum(encodings) }),
  /**
   * JSON documents, one after the other, each an array of records, or an object. `array`: whether the first of them is an
   * array. `records`: member names from the top of an object to its array of records, or to its one record; empty where the
   * object is the record itself.
   */
  z.strictObject({
    form: z.literal('json'),
    encoding: z.enum(encodings),
    array: z.boolean(),
    records: z.array(z.string()).max(8),
  }),
  /** Rows of cells (RFC 4180), with a heading of column names: `header`, as the file has them. */
  z.strictObject({
    form: z.literal('table'),
    encoding: z.enum(encodings),
    delimiter: z.string().length(1),
    header: z.array(z.string()),
  }),
]);
export type Layout = z.output<typeof layoutSchema>;
