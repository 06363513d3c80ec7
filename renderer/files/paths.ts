/** Paths of the engine's machine, whichever system it runs: what separates them is read off the path itself. */

function separatorOf(path: string): '/' | '\\' {
  return /^[A-Za-z]:\\|^\\\\/.test(path) ? '\\' : '/';
}

/** The part after the last separator. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf(separatorOf(path)) + 1);
}

/** The folder that a path names a file in, or null for a bare name. */
export function folderOf(path: string): string | null {
  const at = path.lastIndexOf(separatorOf(path));
  if (at < 0) return null;
  return at === 0 ? path.charAt(0) : path.slice(0, at);
}

export function inFolder(folder: string, name: string): string {
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
