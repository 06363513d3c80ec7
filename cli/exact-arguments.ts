import { readFileSync } from 'node:fs';
import { exactText } from '../engine/files/exact-path.ts';

/**
 * The arguments of this process with the bytes that they were given with. Node reads them as UTF-8 and puts U+FFFD for what is none, by
 * which no file is found; the names of files on somebody else's disk may be in any encoding. Linux keeps the bytes (proc(5),
 * `/proc/pid/cmdline`); elsewhere names are Unicode. What is no UTF-8 stands as `exact-path.ts` has it.
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
