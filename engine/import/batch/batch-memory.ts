/**
 * Memory that batches are made in, and that is used again once nothing more is wanted of them: made anew for every batch of a long
 * source, it keeps the garbage collectors of all threads that a batch goes through busy.
 */
export interface BatchMemory {
  readonly bytes: SharedArrayBuffer;
  /** Of each place in it: 1 while a batch is there. */
  readonly taken: SharedArrayBuffer;
}

/** Where a batch is. */
export interface BatchPlace {
  readonly memory: BatchMemory;
  readonly place: number;
}

/** Bytes of a place; a full batch of usual entries takes less. What finds no room stands in memory of its own. */
const placeLength = 3 << 20;
/** As many batches as can be on their way at once. */
const places = 32;

/** Pages that no batch was ever in cost nothing. */
export function batchMemory(): BatchMemory {
  return { bytes: new SharedArrayBuffer(places * placeLength), taken: new SharedArrayBuffer(places * 4) };
}

/** Lets the next batch have the place. Whoever calls it looks at nothing of the batch afterwards, and nobody else does. */
export function giveBack({ memory, place }: BatchPlace): void {
  Atomics.store(new Int32Array(memory.taken), place, 0);
}

/** Where the arrays of one batch come from. Their contents are whatever stood there before. */
export interface Room {
  int32(length: number): Int32Array;
  float64(length: number): Float64Array;
  bytes(length: number): Uint8Array;
}

/** Memory of their own. */
export const freshRoom: Room = {
  int32: (length) => new Int32Array(length),
  float64: (length) => new Float64Array(length),
  bytes: (length) => new Uint8Array(Buffer.allocUnsafeSlow(length).buffer),
};

/** Room for batch after batch, in places that are free; in fresh memory where none is, or it is full. */
export class BatchRooms implements Room {
  private readonly memory: BatchMemory;
  private readonly taken: Int32Array;
  private place = -1;
  private at = 0;
  private end = 0;

  constructor(memory: BatchMemory) {
    this.memory = memory;
    this.taken = new Int32Array(memory.taken);
  }

  /** A batch begins. */
  begin(): void {
    this.place = this.taken.findIndex((_, place) => Atomics.compareExchange(this.taken, place, 0, 1) === 0);
    this.at = this.place * placeLength;
    this.end = this.place === -1 ? this.at : this.at + placeLength;
  }

  /** It is made: where it is, for whoever has no more use for it. Null where it is in fresh memory alone. */
  finish(): BatchPlace | null {
    const { memory, place } = this;
    this.place = -1;
    this.end = this.at;
    return place === -1 ? null : { memory, place };
  }

  int32(length: number): Int32Array {
    const at = this.take(length * 4);
    return at === -1 ? freshRoom.int32(length) : new Int32Array(this.memory.bytes, at, length);
  }

  float64(length: number): Float64Array {
    const at = this.take(length * 8);
    return at === -1 ? freshRoom.float64(length) : new Float64Array(this.memory.bytes, at, length);
  }

  bytes(length: number): Uint8Array {
    const at = this.take(length);
    return at === -1 ? freshRoom.bytes(length) : new Uint8Array(this.memory.bytes, at, length);
  }

  /** -1 where there is no room. */
  private take(length: number): number {
    const { at } = this;
    const next = at + Math.ceil(length / 8) * 8;
    if (next > this.end) return -1;
    this.at = next;
    return at;
  }
}
