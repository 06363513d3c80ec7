import { readFileSync } from 'node:fs';
import { exactText } from '../engine/files/exact-path.ts';

/**
 * The arguments of this process in their original bytes. Node decodes arguments as UTF-8 and replaces what is invalid
 * by U+FFFD, so that a file with such a name could not be found; file names on somebody else's disk may be in any
 * encoding. Linux keeps the bytes (proc(5), `/proc/pid/cmdline`); elsewhere names are Unicode. Bytes that are not
 * UTF-8 are represented as in `exact-path.ts`.
 *
 * @param given as Node has them, without those of Node itself
 */
export function exactArguments(given: readonly string[], read: () => Buffer = commandLine): string[] {
  if (!given.some((each) => each.includes('\ufffd'))) return [...given];
  let bytes: Buffer;
  try {
    bytes = read();
  } catch {
    return [...given];
  }
  const exact = argumentsIn(bytes).slice(-given.length);
  const isSame = exact.length === given.length && exact.every((each, i) => each.toString() === given[i]);
  return isSame ? exact.map(exactText) : [...given];
}

function commandLine(): Buffer {
  return readFileSync('/proc/self/cmdline');
}

/** Each is ended by a NUL. */
function argumentsIn(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    if (end === -1) break;
    found.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return found;
}
