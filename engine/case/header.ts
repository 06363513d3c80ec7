import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { unreadable } from '../files/path-faults.ts';
import { unlessOpen } from '../threads/open-databases.ts';
import { corrupt, notCase } from './faults.ts';
import { applicationId, oldestVersion, schemaVersion } from './schema.ts';

/** SQLite file format, section 1.3: the header string, and the fields read here. */
const magic = 'SQLite format 3\0';
const writeVersionAt = 18;
const walVersion = 2;
const userVersionAt = 60;
const applicationIdAt = 68;
const textEncodingAt = 56;
/** UTF-8: what is compared byte for byte would be other bytes in another. */
const utf8 = 1;
const headerLength = 100;

/** Null where SQLite has the file open in this process, which nobody else may do then. */
function readHeader(path: string): Buffer | null {
  return unlessOpen(path, () => {
    try {
      const file = openSync(path, 'r');
      try {
        const header = Buffer.alloc(headerLength);
        return header.subarray(0, readSync(file, header, 0, headerLength, 0));
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw unreadable(path, error);
    }
  });
}

/** Whether the file alone says that it is in WAL mode, or it is open in this process, and a connection has to be asked. */
export function mayBeInWalMode(path: string): boolean {
  const header = readHeader(path);
  return header === null || header[writeVersionAt] === walVersion;
}

/**
 * Refuses what is not a case file of this version or of an earlier one that can be brought to it, before SQLite touches it.
 *
 * @returns the file's schema version
 * @throws AppError CASE_NOT_FOUND, FILE_UNREADABLE, CASE_CORRUPT, CASE_FROM_FUTURE, INVALID_INPUT
 */
export function checkCaseFile(path: string): number {
  const status = statusOf(path);
  if (!status.isFile())
    throw notCase(path, status.isDirectory() ? 'it is a folder' : 'it is no regular file');
  const header = readHeader(path);
  // It was looked at when it was opened here first, and the connection that is made now tells the same.
  if (header === null) return schemaVersion;
  if (header.toString('latin1', 0, magic.length) !== magic)
    throw notCase(path, header.length === 0 ? 'it is empty' : 'it is not a SQLite database');
  if (header.length < headerLength) throw corrupt(path, 'it is cut off behind its first bytes');
  const version = header.readUInt32BE(userVersionAt);
  checkStated(path, {
    application: header.readUInt32BE(applicationIdAt),
    version,
    isUtf8: header.readUInt32BE(textEncodingAt) === utf8,
  });
  return version;
}

function statusOf(path: string): Stats {
  let status: Stats | undefined;
  try {
    status = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(path, error);
  }
  if (status !== undefined) return status;
  throw new AppError({
    code: 'CASE_NOT_FOUND',
    message: `there is no case file at ${path}`,
    safe: 'nothing was changed',
    next: 'check the path: the file may have been moved or renamed, or be on a drive that is not connected; casebound new makes a new case',
  });
}

/**
 * The same of a connection: what stands beside the file can hold another first page than the file.
 *
 * @throws AppError as `checkCaseFile`
 */
export function checkOpened(db: Database.Database, path: string): void {
  const number = (name: string) => Number(db.pragma(name, { simple: true }));
  checkStated(path, {
    application: number('application_id'),
    version: number('user_version'),
    isUtf8: db.pragma('encoding', { simple: true }) === 'UTF-8',
  });
}

interface Stated {
  readonly application: number;
  readonly version: number;
  readonly isUtf8: boolean;
}

function checkStated(path: string, { application, version, isUtf8 }: Stated): void {
  if (application !== applicationId) throw notCase(path, 'it is a SQLite database of another application');
  if (version > schemaVersion) {
    throw new AppError({
      code: 'CASE_FROM_FUTURE',
      message: `${path} was written by a newer Casebound (schema ${version}; this one knows ${schemaVersion})`,
      safe: 'the file was not touched',
      next: 'update Casebound and open it again',
      details: { fileVersion: version, knownVersion: schemaVersion },
    });
  }
  if (version < 1) throw corrupt(path, 'its creation was never completed');
  if (!isUtf8) throw corrupt(path, 'its text is not in UTF-8');
  if (version < oldestVersion) {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `${path} was made by the preview of Casebound (schema ${version}), whose case files are not read any more`,
      safe: 'the file was not touched',
      next: 'write its sources out with that version, and import them into a new case',
      details: { fileVersion: version, oldestVersion },
    });
  }
}
