import { z } from 'zod';
import { columns } from '../domain/columns.ts';
import { isTimeZone } from '../time/zone.ts';

/** Inputs that several operations take. */
export const pathInput = z.string().min(1).max(4096);
// Longer than a query may be, so that a query that is too long is reported as any other error in it, with its
// position.
export const queryInput = z.string().max(1_000_000).default('');
const columnName = z.enum(columns.map((column) => column.name));
export const sortInput = z.object({ column: columnName, descending: z.boolean().default(false) });
/** `UTC`, or a name of the IANA time zone database. */
export const zoneInput = z.string().max(100).refine(isTimeZone, 'no time zone of this name is known');
