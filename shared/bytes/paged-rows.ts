/** Room beyond memory, where a host has some: bytes are appended, and read back. */
export interface Room {
  /** Where the next byte will stand. */
  readonly length: number;
  append(bytes: Uint8Array): void;
  /** Fills `into` with what was appended from `at` on. */
  readInto(into: Uint8Array, at: number): void;
}

/**
 * Gives the same storage each time; null if there is none beyond memory. Asked for only once there is much to put
 * aside.
 */
export type FindRoom = () => Room | null;

export const noRoom: FindRoom = () => null;

/** Rows of a page, which is what is put aside at once. */
const usualPage = 1 << 13;
/** Rows that are read back at once: usually the next ones are needed next. */
const usualWindow = 1 << 8;

/** Rows, one after another. */
export interface Page {
  readonly bytes: Uint8Array;
  /** Of the same memory. */
  readonly view: DataView;
}

/**
 * Rows of equal length that are appended at the end and read anywhere. With storage beyond memory, only the last page
 * and a window are held in memory; without it, all pages are, and briefly twice while the table grows.
 */
export class PagedRows {
  /** Where the row is that was added or found last. */
  page: Page;
  private readonly rowLength: number;
  private readonly findRoom: FindRoom;
  private readonly pageRows: number;
  private readonly windowRows: number;
  /** Undefined until something has to be put aside. */
  private room: Room | null | undefined;
  private count = 0;
  /** The page being filled. */
  private last: Page;
  /** Earlier pages: held in memory, or where they were put aside. */
  private readonly held: Page[] = [];
  private readonly places: number[] = [];
  private window: Page;
  private windowFirst = -1;

  /** `pageRows`: how many are put aside at once; a multiple of `windowRows`, which are read back at once. */
  constructor(rowLength: number, findRoom: FindRoom, pageRows = usualPage, windowRows = usualWindow) {
    this.rowLength = rowLength;
    this.findRoom = findRoom;
    this.pageRows = pageRows;
    this.windowRows = windowRows;
    this.page = this.last = this.window = empty(0);
  }

  get size(): number {
    return this.count;
  }

  /** Where the next row begins in `page`; whoever adds it writes all of it. */
  add(): number {
    const at = this.count % this.pageRows;
    if (at === 0) this.turn();
    this.count++;
    this.page = this.last;
    return at * this.rowLength;
  }

  /** Where an added row begins in `page`; valid until another row is asked for or added. */
  at(row: number): number {
    const number = Math.floor(row / this.pageRows);
    const within = row % this.pageRows;
    const place = this.places[number];
    if (place !== undefined) return this.fromWindow(row, place + within * this.rowLength);
    this.page = this.held[number] ?? this.last;
    return within * this.rowLength;
  }

  /** A row that was put aside at `place`. */
  private fromWindow(row: number, place: number): number {
    const first = row - (row % this.windowRows);
    const within = (row - first) * this.rowLength;
    if (first !== this.windowFirst) {
      this.windowFirst = -1;
      if (this.window.bytes.length === 0) this.window = empty(this.windowRows * this.rowLength);
      this.room?.readInto(this.window.bytes, place - within);
      this.windowFirst = first;
    }
    this.page = this.window;
    return within;
  }

  /** On to the next page. */
  private turn(): void {
    if (this.count > 0) {
      if (this.room === undefined) this.room = this.findRoom();
      if (this.room !== null) {
        this.places.push(this.room.length);
        this.room.append(this.last.bytes);
        return;
      }
      this.held.push(this.last);
    }
    this.last = empty(this.pageRows * this.rowLength);
  }
}

function empty(length: number): Page {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}
