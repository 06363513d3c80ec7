/** Values of which many are alike, each kept once. */
export class Interned<T> {
  private readonly kept = new Map<string, T>();

  /** One that is alike. @param value that JSON can hold */
  of(value: T): T {
    const text = JSON.stringify(value);
    const known = this.kept.get(text);
    if (known !== undefined) return known;
    this.kept.set(text, value);
    return value;
  }
}
