import type Database from 'better-sqlite3';

/** A connection that only reads. */
export type ReadableDb = Database.Database & { readonly __access: 'read' | 'write' };
/** The one connection that writes; it can read too. */
export type WritableDb = Database.Database & { readonly __access: 'write' };
