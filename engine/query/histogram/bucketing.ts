/** Tells which bucket a moment is in; bucket i is from `edges[i]` on and before `edges[i + 1]`. */
export class Bucketing {
  readonly length: number;
  private readonly edges: Float64Array;
  private readonly first: number;
  private readonly scale: number;

  /** @param edges ascending */
  constructor(edges: Float64Array) {
    this.edges = edges;
    this.length = edges.length - 1;
    this.first = edges[0] as number;
    this.scale = this.length / ((edges[this.length] as number) - this.first);
  }

  /** The bucket that moments from one to another are in; null where they are in more than one, or some in none. */
  bucketOfAll(from: number, to: number): number | null {
    if (!(from >= this.first && to < (this.edges[this.length] as number))) return null;
    const bucket = this.bucketOf(from);
    return to < (this.edges[bucket + 1] as number) ? bucket : null;
  }

  /** `moment` is between the first edge and the last. Buckets are about equally long: the guess is right, or next to what is. */
  bucketOf(moment: number): number {
    const { edges } = this;
    let bucket = Math.min(this.length - 1, Math.trunc((moment - this.first) * this.scale));
    while (moment < (edges[bucket] as number)) bucket--;
    while (moment >= (edges[bucket + 1] as number)) bucket++;
    return bucket;
  }
}
