/**
 * Tracks of all people and robots for other programs: text `id frame x y z` in metres, one line a person and frame, with the header
 * that PedPy (`# framerate:`, a unit in the line of column names) and JPSvis (`#geometry:` at the start of a line) look for. The text
 * is for `load_trajectory_from_txt` of PedPy and for JPSvis.
 */
export class TrackLog {
  /** (length) frame, visit number, position. */
  private frame = new Int32Array(1 << 16);
  private id = new Int32Array(1 << 16);
  private x = new Float32Array(1 << 16);
  private y = new Float32Array(1 << 16);
  length = 0;
  /** Frames are written up to here. */
  private nextFrame = 0;
  /** True if the day did not fit. */
  full = false;

  /** @param ticksPerFrame 10 = two frames a second @param most longest log, rows (16 bytes each) */
  constructor(
    readonly ticksPerFrame: number,
    private readonly startTick: number,
    private readonly most = 8_000_000,
  ) {}

  /**
   * Writes the frames before `tick` with the positions as they have been since the last call; `count` entries, `number` < 0 is
   * left out. Call before the positions change.
   */
  until(tick: number, count: number, number: Int32Array, xM: Float64Array, yM: Float64Array): void {
    while (this.startTick + this.nextFrame * this.ticksPerFrame < tick) {
      for (let i = 0; i < count; i++) if ((number[i] as number) >= 0) this.put(number[i]!, xM[i]!, yM[i]!);
      this.nextFrame++;
    }
  }

  private put(id: number, xM: number, yM: number): void {
    if (this.length >= this.most) {
      this.full = true;
      return;
    }
    if (this.length === this.frame.length) this.grow();
    const i = this.length++;
    this.frame[i] = this.nextFrame;
    this.id[i] = id;
    this.x[i] = xM;
    this.y[i] = yM;
  }

  private grow(): void {
    const room = 2 * this.frame.length;
    const wider = <T extends Int32Array | Float32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.frame = wider(this.frame, new Int32Array(room));
    this.id = wider(this.id, new Int32Array(room));
    this.x = wider(this.x, new Float32Array(room));
    this.y = wider(this.y, new Float32Array(room));
  }

  /** Ids in order of first appearance, from 1: small numbers that every reader takes. */
  *text(scenario: string, seed: number, startS: number): Generator<string> {
    const rate = (20 / this.ticksPerFrame).toFixed(2);
    yield `# description: Hall Twin, scenario ${scenario}, seed ${seed}, frame 0 at ${startS} s of the day\n` +
      `# framerate: ${rate}\n#geometry: geometry.xml\n# id frame x/m y/m z/m\n`;
    const ids = new Map<number, number>();
    let part: string[] = [];
    for (let i = 0; i < this.length; i++) {
      const number = this.id[i] as number;
      let id = ids.get(number);
      if (id === undefined) {
        id = ids.size + 1;
        ids.set(number, id);
      }
      part.push(`${id} ${this.frame[i]} ${(this.x[i] as number).toFixed(3)} ${(this.y[i] as number).toFixed(3)} 0\n`);
      if (part.length === 8192) {
        yield part.join('');
        part = [];
      }
    }
    yield part.join('');
  }
}
