import type { Client } from '../../../shared/contract/client.ts';
import type { CaseInfo } from '../../../shared/domain/case.ts';
import { type AppError, cancelled, toAppError } from '../../../shared/errors.ts';
import type { Notice } from '../../notices/notices.tsx';
import { strings } from '../../strings.ts';
import { type GivenMark, MarkQueue } from './mark-queue.ts';
import { markText } from './mark-text.ts';
import { RecentMarks } from './recent-marks.ts';
import { forgetUnwritten, isWritten, keepUnwritten, keptMarks } from './unwritten-marks.ts';

/** The open case as it is now, who annotates it, and how they are told what became of a mark. */
export interface Surroundings {
  readonly client: Client;
  readonly info: CaseInfo;
  /** Grows with every change of the case. */
  readonly version: number;
  /** Reads the case again after a change. */
  readonly changed: () => Promise<void>;
  /** Null if the person declines to say who they are. */
  readonly identify: () => Promise<string | null>;
  readonly tell: (notice: Notice) => void;
  readonly fail: (error: AppError, action?: Notice['action']) => void;
}

/** What a screen shows of the marks; another object whenever something of it has changed. */
export interface MarksState {
  /** Grows whenever `recent` may answer differently. */
  readonly said: number;
  /** How many could not be written yet. */
  readonly waiting: number;
}

/**
 * Writes what is said about the entries of one open case. Unwritten marks outlive the screen that they were made on,
 * and a reload of the page, but not the case: entries are known by their numbers, which mean other entries in another
 * case.
 */
export class MarkWriter {
  /** What has been said since an answer. */
  readonly recent = new RecentMarks<GivenMark>(() => this.queue.unwritten);
  private readonly queue = new MarkQueue(
    (given) => this.write(given),
    (error, left) => this.failed(error, left),
  );
  private around: Surroundings;
  /** The last annotation of the case that this window knows of. */
  private lastEvent: number;
  /** Once the case is left, nothing more is written. */
  private isHere = true;
  /** Nothing is written before this resolves. */
  private held: Promise<void> = Promise.resolve();
  private isRestored = false;
  private shown: MarksState = { said: 0, waiting: 0 };
  private readonly watchers = new Set<() => void>();

  constructor(around: Surroundings) {
    this.around = around;
    this.lastEvent = around.info.counts.annotations;
  }

  /** What surrounds the marks has changed. */
  surround(around: Surroundings): void {
    this.around = around;
    this.lastEvent = Math.max(this.lastEvent, around.info.counts.annotations);
  }

  readonly state = (): MarksState => this.shown;

  /** Calls `watcher` whenever the state has changed, until the returned function is called. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Writes one event and shows a notice that offers to undo it. True if it was written, or waits to be. */
  say(given: GivenMark): Promise<boolean> {
    return this.followed(this.queue.give(given));
  }

  /** Tries again to write what is waiting. */
  again(): void {
    void this.followed(this.queue.again());
  }

  /**
   * Reverses an event by another one, once earlier marks have been written. Without a number, the last event of this
   * reviewer, never what somebody else has said since.
   */
  async undo(event?: number): Promise<void> {
    const author = await this.around.identify();
    if (author === null) return;
    const taken = this.recent.takingBack();
    let written: number | null = null;
    await this.queue.afterwards(async () => {
      try {
        const which = event === undefined ? { own: true } : { event };
        const undone = await this.around.client.call('annotation.undo', { author, ...which });
        written = this.around.version;
        await this.around.changed();
        this.around.tell({ text: strings.coding.undone(Number(undone.event.details['reverses'])) });
      } catch (thrown) {
        this.around.fail(toAppError(thrown));
      }
    });
    taken(written);
  }

  /** Resolves once earlier marks have had their turn. */
  settled(): Promise<unknown> {
    return this.queue.settled();
  }

  /** Takes over, once, what this tab had not written before it was reloaded. */
  restore(): void {
    if (this.isRestored) return;
    this.isRestored = true;
    const kept = keptMarks(this.around.info);
    if (kept.length === 0) return;
    this.queue.restore(kept);
    this.show({ waiting: kept.length });
    this.around.tell({
      text: strings.coding.restored(kept.length),
      action: { text: strings.coding.tryAgain, run: () => this.again() },
    });
  }

  /** Whether something would be lost now. */
  get isUnwritten(): boolean {
    return this.queue.unwritten.length > 0;
  }

  /** How many cannot be written, once everything has had its turn. */
  async unwritten(): Promise<number> {
    await this.queue.settled();
    return this.queue.waiting;
  }

  /**
   * Stops all writing, until the returned function is called with whether the case was left: meanwhile the engine may
   * open another one.
   */
  hold(): (left: boolean) => void {
    const hold = Promise.withResolvers<void>();
    this.held = hold.promise;
    return (left) => {
      if (left) {
        this.leave();
        forgetUnwritten(this.around.info);
      }
      hold.resolve();
    };
  }

  enter(): void {
    this.isHere = true;
  }

  leave(): void {
    this.isHere = false;
  }

  private async write(given: GivenMark): Promise<void> {
    const { mark, on, author } = given;
    const about = await on;
    await this.held;
    if (!this.isHere) throw cancelled('the case was left');
    if (await isWritten(this.around.client, given)) {
      this.wrote(given);
      return this.around.changed();
    }
    given.after = this.lastEvent;
    await this.keep();
    const { event, entries } = await this.around.client.call('annotation.add', {
      on: 'set' in about ? { set: about.set } : { entries: [...about.entries] },
      mark,
      author,
    });
    this.lastEvent = Math.max(this.lastEvent, event.seq);
    this.wrote(given);
    await this.around.changed();
    this.around.tell({
      text: markText(mark, entries),
      action: { text: strings.coding.undo, run: () => void this.undo(event.seq) },
    });
  }

  private wrote(given: GivenMark): void {
    this.recent.wrote(given, this.around.version);
    this.show({ said: this.shown.said + 1 });
  }

  private failed(error: AppError, left: number): void {
    if (!this.isHere) return;
    this.show({ waiting: left });
    const again = { text: strings.coding.again(left), run: () => this.again() };
    this.around.fail(error, left === 0 ? undefined : again);
  }

  /** What is unwritten is kept, and shown, when work on it begins and when it has ended. */
  private followed<T>(done: Promise<T>): Promise<T> {
    const ended = () => {
      this.show({ said: this.shown.said + 1, waiting: this.queue.waiting });
      void this.keep();
    };
    this.show({ said: this.shown.said + 1 });
    void this.keep();
    done.then(ended, ended);
    return done;
  }

  private keep(): Promise<void> {
    return keepUnwritten(this.around.info, () => (this.isHere ? this.queue.unwritten : null));
  }

  private show(part: Partial<MarksState>): void {
    this.shown = { ...this.shown, ...part };
    for (const watcher of this.watchers) watcher();
  }
}
