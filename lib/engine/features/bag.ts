import { spread } from './hash';

/**
 * Counts hashed features in 2^bits buckets. The table is reused between texts and only touched buckets are cleared, so
 * the cost depends on the text's length, not the table's size.
 */
export class Bag {
  private readonly counts: Float32Array;
  private touched = new Uint32Array(2048);
  private size = 0;
  private readonly mask: number;
  private readonly signed: boolean;

  constructor(bits: number, signed: boolean) {
    this.counts = new Float32Array(2 ** bits);
    this.mask = 2 ** bits - 1;
    this.signed = signed;
  }

  add(hash: number): void {
    const spreadHash = spread(hash);
    const bucket = spreadHash & this.mask;
    const count = this.counts[bucket] as number;
    if (count === 0) this.touch(bucket);
    this.counts[bucket] = count + (this.signed && spreadHash >>> 31 ? -1 : 1);
  }

  /**
   * Writes the bag's features starting at `at`, with indices shifted by `offset`, as 1 + ln(count) scaled to length 1.
   * Empties the bag and returns the next free position.
   */
  drain(indices: Uint32Array, values: Float32Array, at: number, offset: number): number {
    const touched = this.touched;
    let end = at;
    let squares = 0;
    for (let i = 0; i < this.size; i++) {
      const bucket = touched[i] as number;
      const count = this.counts[bucket] as number;
      if (count === 0) continue; // signed counts that cancelled out, or a bucket that was touched twice
      this.counts[bucket] = 0;
      const value = count === 1 ? 1 : count > 0 ? 1 + Math.log(count) : -1 - Math.log(-count);
      indices[end] = bucket + offset;
      values[end++] = value;
      squares += value * value;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = at; i < end; i++) values[i] = (values[i] as number) * scale;
    this.size = 0;
    return end;
  }

  get buckets(): number {
    return this.counts.length;
  }

  /** Maximum number of features the next drain writes. */
  get length(): number {
    return this.size;
  }

  private touch(bucket: number): void {
    if (this.size === this.touched.length) {
      const larger = new Uint32Array(this.size * 2);
      larger.set(this.touched);
      this.touched = larger;
    }
    this.touched[this.size++] = bucket;
  }
}
