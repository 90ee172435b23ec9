/**
 * Walking distances already traced. The same pairs of places come again all day and in every replication, and a trace costs
 * a hundred times a look here. A saving, not state: an entry is used only if all five numbers of its key are equal, so a
 * hit gives just what tracing again would. Direct mapped: a newer pair takes the slot of an older one; size is fixed.
 */
const SLOTS = 1 << 15;
const WIDTH = 6;

export class DistanceCache {
  /** (slots) target, from x, from y, goal x, goal y, length, m. Target -1 = empty. Made with the first entry. */
  private entries: Float64Array | null = null;
  private readonly key = new Float64Array(5);
  private readonly words = new Int32Array(this.key.buffer);
  private slot = 0;

  /** Known distance in metres, or -1. Remembers the slot for a `store` that follows. */
  find(target: number, fromXM: number, fromYM: number, goalXM: number, goalYM: number): number {
    const key = this.key;
    const words = this.words;
    key[0] = target;
    key[1] = fromXM;
    key[2] = fromYM;
    key[3] = goalXM;
    key[4] = goalYM;
    let hash = 0;
    for (let i = 0; i < 10; i++) hash = Math.imul(hash ^ words[i]!, 0x9e3779b1) ^ (hash >>> 15);
    this.slot = WIDTH * ((hash ^ (hash >>> 16)) & (SLOTS - 1));
    const entries = this.entries;
    if (!entries) return -1;
    const at = this.slot;
    for (let i = 0; i < 5; i++) if (entries[at + i] !== key[i]) return -1;
    return entries[at + 5]!;
  }

  /** Keeps the distance of the pair asked for last. */
  store(lengthM: number): void {
    if (!this.entries) {
      this.entries = new Float64Array(SLOTS * WIDTH);
      for (let at = 0; at < this.entries.length; at += WIDTH) this.entries[at] = -1;
    }
    this.entries.set(this.key, this.slot);
    this.entries[this.slot + 5] = lengthM;
  }
}
