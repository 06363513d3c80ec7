import { byte } from './located.ts';
import type { RecordJoint } from './record-joint.ts';

/** Levels of nesting whose kind of bracket is known; what is nested deeper is counted all the same. */
const knownLevels = 1024;

/** Why `JsonExtent.scan` came to a halt. */
export type Halt =
  /** The byte there stands outside of every bracket and string, and is a comma or a closing bracket. */
  | 'DELIMITER'
  /** The byte there closes the value's own bracket. */
  | 'CLOSED'
  /** Behind the byte there another record begins, though this value was not closed. */
  | 'TORN'
  /** The buffer ends there, or what follows it has to be seen first. */
  | 'BLOCK';

/**
 * Follows a JSON value to its end by counting brackets outside strings, in constant memory however deep it is nested. What
 * the value holds is not judged: brackets count alike, whether round or square, so that one of the wrong kind does not
 * make the value end elsewhere.
 */
export class JsonExtent {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private readonly kinds = new Uint8Array(knownLevels);
  /** Line feeds passed. */
  lines = 0;

  /** Begins at a value's first byte, which is scanned. */
  begin(first: number): void {
    const bracket = first === byte.openBrace || first === byte.openBracket;
    this.depth = bracket ? 1 : 0;
    this.kinds[0] = first;
    this.inString = first === byte.quote;
    this.escaped = false;
  }

  /** Whether the value could end here. */
  get balanced(): boolean {
    return this.depth === 0 && !this.inString;
  }

  /**
   * Scans on from `at`.
   *
   * @param alone whether a value ends with its own closing bracket, rather than before a delimiter
   * @param more whether bytes may follow the buffer's
   */
  scan(
    buffer: Buffer,
    from: number,
    alone: boolean,
    joint: RecordJoint | null,
    more: boolean,
  ): { halt: Halt; at: number } {
    let { depth, inString, escaped, lines } = this;
    const { kinds } = this;
    let halt: Halt = 'BLOCK';
    let first = joint?.second ?? -1;
    let at = from;
    for (; at < buffer.length; at++) {
      const value = buffer[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (value === byte.backslash) escaped = true;
        else if (value === byte.quote) inString = false;
        else if (value === byte.lineFeed) lines++;
        if (value !== byte.closeBrace) continue;
      } else if (value === byte.quote) {
        inString = true;
        continue;
      } else if (value === byte.openBrace || value === byte.openBracket) {
        if (depth < knownLevels) kinds[depth] = value;
        depth++;
        continue;
      } else if (value === byte.closeBrace || value === byte.closeBracket) {
        if (depth === 0) {
          halt = 'DELIMITER';
          break;
        }
        if (depth === 1 && alone) {
          depth = 0;
          halt = 'CLOSED';
          break;
        }
        depth--;
        if (value !== byte.closeBrace || depth === 0) continue;
      } else {
        if (value === byte.lineFeed) lines++;
        else if (value === byte.comma && depth === 0) {
          halt = 'DELIMITER';
          break;
        }
        continue;
      }
      // A closing brace inside the value: does another record begin behind it?
      if (joint === null || first === -1) continue;
      if (at + 1 < buffer.length && buffer[at + 1] !== first) continue;
      const follows = joint.follows(buffer, at, more);
      if (follows === 'unseen') {
        // Seen again, from this byte, once the next block is there.
        if (!inString) depth++;
        break;
      }
      if (follows === 'no') continue;
      if (inString || (depth <= knownLevels && kinds[depth - 1] === byte.openBrace)) {
        halt = 'TORN';
        break;
      }
      joint.disown();
      first = -1;
    }
    this.depth = depth;
    this.inString = inString;
    this.escaped = escaped;
    this.lines = lines;
    return { halt, at };
  }
}
