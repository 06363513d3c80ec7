import { byte } from './located.ts';

/** A member's name as it comes in, byte by byte; as much of it as is needed to tell whether it is one of the wanted. */
export class MemberName {
  private bytes: number[] = [];
  private escaped = false;
  private readonly longest: number;

  constructor(wanted: readonly string[]) {
    // An escaped character takes six bytes; one of UTF-8, half of them.
    this.longest = 6 * Math.max(0, ...wanted.map((name) => name.length));
  }

  begin(): void {
    this.bytes = [];
    this.escaped = false;
  }

  /** A byte behind the opening quote. @returns whether it is the closing one */
  add(value: number): boolean {
    if (!this.escaped && value === byte.quote) return true;
    this.escaped = !this.escaped && value === byte.backslash;
    if (this.bytes.length <= this.longest) this.bytes.push(value);
    return false;
  }

  is(wanted: string): boolean {
    if (this.bytes.length > this.longest) return false;
    const raw = Buffer.from(this.bytes).toString('utf8');
    if (!raw.includes('\\')) return raw === wanted;
    try {
      return JSON.parse(`"${raw}"`) === wanted;
    } catch {
      return false;
    }
  }
}
