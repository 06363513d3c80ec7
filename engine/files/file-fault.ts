/** What a file system answers, in words for whoever named the file. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, and no folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EROFS: 'the medium is read-only',
  EMFILE: 'too many files are open',
  EBUSY: 'another program holds it',
  ENXIO: 'it is no regular file',
  ERR_INVALID_ARG_VALUE: 'a path holds no NUL character',
};

/** Why a file could not be read; what has no words here keeps the system's. */
export function fileFault(error: unknown): string {
  return reasons[codeOf(error)] ?? String((error as Error | null)?.message ?? error);
}

/** Why a file could not be written: what is missing then is the folder. */
export function writeFault(error: unknown): string {
  return isMissing(error) ? 'its folder does not exist' : fileFault(error);
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | null)?.code ?? '');
}
