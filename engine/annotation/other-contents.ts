import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { slices } from '../slices.ts';
import type { TaskContext } from '../task.ts';
import type { Said } from './said.ts';

/** The contents that annotations name although no entry of the case had them then: a later import may bring them. */
export class OtherContents {
  /** Content hash, hex, to the number of its entry; 0 where it has none yet. */
  private readonly entries = new Map<string, number>();
  /** Entries up to this one have been looked at for every content. */
  private upTo = 0;
  /** Events up to this many have been looked at. */
  private events = 0;

  /** Looks for them among the entries that are new to it. Whether an event known before is about more entries now. */
  find(db: ReadableDb, events: readonly Said[], last: number, context: TaskContext): boolean {
    const before = this.events;
    const unsought = new Set<string>();
    for (const event of events.slice(before)) {
      for (const content of contentsIn(event.others)) if (!this.entries.has(content)) unsought.add(content);
    }
    const missing = new Set([...this.entries].filter(([, id]) => id === 0).map(([content]) => content));
    const came = this.scan(db, missing, this.upTo + 1, last, context);
    this.scan(db, unsought, 1, last, context);
    for (const content of unsought) this.entries.set(content, 0);
    this.upTo = last;
    this.events = events.length;
    for (const event of came ? events : events.slice(before)) event.found = this.foundOf(event);
    return came;
  }

  /** Hex. */
  *notHere({ others }: Said): Generator<string> {
    for (const content of contentsIn(others)) if ((this.entries.get(content) ?? 0) === 0) yield content;
  }

  private foundOf({ others }: Said): number[] {
    const found = [...contentsIn(others)].map((content) => this.entries.get(content) ?? 0);
    return found.filter((id) => id > 0).sort((a, b) => a - b);
  }

  /** Takes what it finds out of `sought`. Whether it found any. */
  private scan(
    db: ReadableDb,
    sought: Set<string>,
    first: number,
    last: number,
    context: TaskContext,
  ): boolean {
    if (sought.size === 0) return false;
    const many = sought.size;
    const select = db
      .prepare<[number, number], [number, Buffer]>(
        'SELECT id, content FROM entry_row WHERE id BETWEEN ? AND ?',
      )
      .raw();
    for (const { low, high } of slices(first, last, context)) {
      for (const [id, content] of select.all(low, high)) {
        const hex = content.toString('hex');
        if (sought.delete(hex)) this.entries.set(hex, id);
      }
      if (sought.size === 0) break;
    }
    return sought.size < many;
  }
}

/** The content hashes, hex. */
function* contentsIn(others: Buffer): Generator<string> {
  for (let at = 0; at + digestLength <= others.length; at += digestLength) {
    yield others.toString('hex', at, at + digestLength);
  }
}
