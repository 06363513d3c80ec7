import type { Commits } from './commits.ts';
import type { Staging } from './staging.ts';

/** Bytes that are put together before they are committed. */
const commitEvery = 1 << 20;

const lineFeed = Buffer.from('\n');

/** The body of a streamed answer on its way into the stream of its source. */
export class StreamedBody {
  private readonly commits: Commits;
  private readonly end: () => number;
  private pending: Buffer[] = [];
  private pendingLength = 0;
  private length = 0;
  private begun = false;

  /** `end`: where the answers before it end. */
  constructor(commits: Commits, end: () => number) {
    this.commits = commits;
    this.end = end;
  }

  async take(piece: Buffer): Promise<void> {
    this.pending.push(piece);
    this.pendingLength += piece.length;
    if (this.pendingLength < commitEvery) return;
    await this.commits.commit((staging) => this.write(staging));
    this.written();
  }

  /** It was cut off: the next piece is the first of another try. */
  forget(): void {
    this.pending = [];
    this.pendingLength = 0;
    this.length = 0;
    this.begun = false;
  }

  /** The rest. Where the body begins in the stream; null where it has no byte. */
  finish(staging: Staging): number | null {
    if (!this.begun && this.pendingLength === 0) return this.drop(staging);
    this.write(staging);
    return staging.length - this.length - this.pendingLength;
  }

  drop(staging: Staging): null {
    staging.cutTo(this.end());
    return null;
  }

  private write(staging: Staging): void {
    if (!this.begun) {
      staging.cutTo(this.end());
      if (staging.length > 0) staging.append(lineFeed);
    }
    for (const piece of this.pending) staging.append(piece);
  }

  private written(): void {
    this.begun = true;
    this.length += this.pendingLength;
    this.pending = [];
    this.pendingLength = 0;
  }
}
