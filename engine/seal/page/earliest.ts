/** The first by time of entries that come in source order, which stays theirs where times are equal. */
export class Earliest {
  private readonly most: number;
  private found: { readonly id: number; readonly time: number }[] = [];
  /** From which time on an entry comes too late. */
  private end = Number.NaN;

  constructor(most: number) {
    this.most = most;
  }

  add(id: number, time: number): void {
    if (time >= this.end) return;
    this.found.push({ id, time });
    if (this.found.length === 2 * this.most) this.cut();
  }

  ids(): Float64Array {
    this.cut();
    return Float64Array.from(this.found, ({ id }) => id);
  }

  private cut(): void {
    this.found = this.found.sort((a, b) => (a.time === b.time ? 0 : a.time - b.time)).slice(0, this.most);
    if (this.found.length === this.most) this.end = this.found.at(-1)?.time ?? Number.NaN;
  }
}
