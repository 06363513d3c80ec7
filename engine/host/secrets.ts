import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../shared/host/browser.ts';

/** More than anyone opens by hand in one run; the oldest ticket that was never used goes first. */
const mostTickets = 16;

/** Who may connect to the browser host: whoever brings a token, or a ticket that nobody has used before. */
export class DoorKeeper {
  /** Printed once, to the terminal of whoever started the host. */
  readonly token = randomSecret();
  readonly #tokens: string[] = [this.token];
  #tickets: string[] = [];

  /**
   * For an address that other users of the machine may see, as they see the command line of a browser: by the time
   * they have read it, it has been used. Should one of them be faster, the person's own page is refused, and says so.
   */
  issueTicket(): string {
    const ticket = randomSecret();
    this.#tickets = [...this.#tickets, ticket].slice(-mostTickets);
    return ticket;
  }

  admit({ token, ticket }: Secrets): boolean {
    if (this.#tokens.some((known) => same(known, token))) return true;
    const used = ticket === null ? undefined : this.#tickets.find((known) => same(known, ticket));
    if (used === undefined) return false;
    this.#tickets = this.#tickets.filter((known) => known !== used);
    this.#tokens.push(token);
    return true;
  }
}

function randomSecret(): string {
  return randomBytes(16).toString('hex');
}

/** In a time that does not depend on where they differ. */
function same(known: string, given: string): boolean {
  const [a, b] = [Buffer.from(known), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
