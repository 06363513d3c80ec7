/** A name with its colon; or what comes before a name that is cut off behind it. */
const member = /"[^"\\]+"\s*:|[{,]\s*"/;

/**
 * Whether bytes that cannot be read as a record may be what remains of an entry in JSON, cut short or damaged: they hold a member's name or
 * the beginning of one. That shows no more than that somebody wrote it there; bytes that hold none are of no entry.
 */
export function mayRemain(bytes: Buffer): boolean {
  if (!bytes.includes('"')) return false;
  // Of UTF-16, every other byte of a name is zero.
  return member.test(bytes.toString('latin1').replaceAll('\0', ''));
}
