/**
 * A* on an 8-connected grid with a cost per cell: the cheapest path to the nearest of one or several goals.
 *
 * A step costs its length (1 or sqrt 2 cells) times the mean cost of its two cells; a diagonal needs both orthogonal
 * cells open (the rule of the MovingAI benchmark). Octile distance never overestimates since costs are >= 1, so the
 * result is optimal (Hart, Nilsson, Raphael 1968). The open list is a row of buckets of f, each a stack; inside a bucket
 * the order may be wrong by less than its width, so a cell is taken up again when a cheaper way to it turns up, and the
 * search ends only after the bucket of the best goal is empty: still optimal, and no heap. Same input, same path.
 * The arrays are scratch, reused by every search; nothing here is state.
 */
const DIAGONAL = Math.SQRT2;
const CLOSED = Number.POSITIVE_INFINITY;
/** Buckets per cell of path length. */
const BUCKETS_PER_CELL = 32;

export class GridSearch {
  /** (cells) cost from the start, valid where `stamp` is the current search. */
  private readonly g: Float64Array;
  private readonly stamp: Int32Array;
  private readonly parent: Int32Array;
  /** (buckets) newest entry of each bucket, -1 = empty. */
  private head: Int32Array;
  /** (entries) cell, its g when pushed, and the next older entry of the same bucket. */
  private entryCell: Int32Array;
  private entryG: Float64Array;
  private entryNext: Int32Array;
  private entries = 0;
  private search = 0;
  /** Bucket being emptied. */
  private bucket = 0;
  /** Cheapest goal reached so far. */
  private bestGoal = -1;
  /** (goals) of the current search. */
  private goalColumn = new Int32Array(0);
  private goalRow = new Int32Array(0);
  /** Cost of the last path found, cells; and how many cells were expanded. */
  cost = 0;
  expanded = 0;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    const cells = columns * rows;
    this.g = new Float64Array(cells);
    this.stamp = new Int32Array(cells);
    this.parent = new Int32Array(cells);
    this.head = new Int32Array(4096);
    this.entryCell = new Int32Array(8192);
    this.entryG = new Float64Array(8192);
    this.entryNext = new Int32Array(8192);
  }

  /**
   * Cells from start to the goal that is cheapest to reach, both included; null if none can be reached.
   * @param cost (rows x columns) >= 1, Infinity = closed
   */
  find(cost: Float32Array, start: number, goals: readonly number[]): Int32Array | null {
    this.cost = CLOSED;
    this.expanded = 0;
    if (start < 0 || goals.length === 0 || cost[start] === CLOSED) return null;
    this.begin(start, goals);
    for (; this.bucket < this.head.length; this.bucket++) {
      const done = this.bestGoal >= 0 && this.bucket > this.bucketOf(this.g[this.bestGoal] as number);
      if (done) return this.trace(this.bestGoal);
      for (;;) {
        const entry = this.head[this.bucket] as number;
        if (entry < 0) break;
        this.head[this.bucket] = this.entryNext[entry] as number;
        const cell = this.entryCell[entry] as number;
        if ((this.entryG[entry] as number) <= (this.g[cell] as number)) this.expand(cell, cost);
      }
    }
    return this.bestGoal >= 0 ? this.trace(this.bestGoal) : null;
  }

  private begin(start: number, goals: readonly number[]): void {
    const { columns } = this;
    this.goalColumn = Int32Array.from(goals, (goal) => goal % columns);
    this.goalRow = Int32Array.from(goals, (goal) => Math.floor(goal / columns));
    this.search++;
    this.head.fill(-1);
    this.entries = 0;
    this.bucket = 0;
    this.bestGoal = -1;
    this.g[start] = 0;
    this.stamp[start] = this.search;
    this.parent[start] = -1;
    const ahead = this.heuristic(start % columns, Math.floor(start / columns));
    if (ahead === 0) this.bestGoal = start;
    this.push(ahead, 0, start);
    this.bucket = this.bucketOf(ahead);
  }

  private expand(cell: number, cost: Float32Array): void {
    const { columns, rows } = this;
    this.expanded++;
    const column = cell % columns;
    const row = (cell - column) / columns;
    const west = column > 0 && cost[cell - 1] !== CLOSED;
    const east = column + 1 < columns && cost[cell + 1] !== CLOSED;
    const south = row > 0 && cost[cell - columns] !== CLOSED;
    const north = row + 1 < rows && cost[cell + columns] !== CLOSED;
    if (west) this.relax(cell, column - 1, row, 0.5, cost);
    if (east) this.relax(cell, column + 1, row, 0.5, cost);
    if (south) this.relax(cell, column, row - 1, 0.5, cost);
    if (north) this.relax(cell, column, row + 1, 0.5, cost);
    if (south && west) this.relax(cell, column - 1, row - 1, 0.5 * DIAGONAL, cost);
    if (south && east) this.relax(cell, column + 1, row - 1, 0.5 * DIAGONAL, cost);
    if (north && west) this.relax(cell, column - 1, row + 1, 0.5 * DIAGONAL, cost);
    if (north && east) this.relax(cell, column + 1, row + 1, 0.5 * DIAGONAL, cost);
  }

  private relax(from: number, column: number, row: number, halfStep: number, cost: Float32Array): void {
    const to = row * this.columns + column;
    const costThere = cost[to] as number;
    if (costThere === CLOSED) return;
    const g = (this.g[from] as number) + halfStep * ((cost[from] as number) + costThere);
    if (this.stamp[to] === this.search) {
      if (g >= (this.g[to] as number)) return;
    } else {
      this.stamp[to] = this.search;
    }
    this.g[to] = g;
    this.parent[to] = from;
    const ahead = this.heuristic(column, row);
    if (ahead === 0 && (this.bestGoal < 0 || g < (this.g[this.bestGoal] as number))) this.bestGoal = to;
    this.push(g + ahead, g, to);
  }

  /** Octile distance to the nearest goal, a hair shortened so that rounding cannot make it overestimate; 0 = a goal. */
  private heuristic(column: number, row: number): number {
    const goalColumn = this.goalColumn;
    const goalRow = this.goalRow;
    let best = CLOSED;
    for (let k = 0; k < goalColumn.length; k++) {
      const dx = Math.abs((goalColumn[k] as number) - column);
      const dy = Math.abs((goalRow[k] as number) - row);
      const octile = dx > dy ? dx + (DIAGONAL - 1) * dy : dy + (DIAGONAL - 1) * dx;
      if (octile < best) best = octile;
    }
    return best * 0.9999999999;
  }

  private bucketOf(f: number): number {
    return Math.floor(f * BUCKETS_PER_CELL);
  }

  private push(f: number, g: number, cell: number): void {
    const bucket = Math.max(this.bucket, this.bucketOf(f));
    if (bucket >= this.head.length) this.head = grown(this.head, bucket + 1, -1);
    if (this.entries === this.entryCell.length) {
      this.entryCell = grown(this.entryCell, this.entries + 1, 0);
      this.entryNext = grown(this.entryNext, this.entries + 1, 0);
      const wider = new Float64Array(this.entryCell.length);
      wider.set(this.entryG);
      this.entryG = wider;
    }
    const entry = this.entries++;
    this.entryCell[entry] = cell;
    this.entryG[entry] = g;
    this.entryNext[entry] = this.head[bucket] as number;
    this.head[bucket] = entry;
  }

  private trace(goal: number): Int32Array {
    this.cost = this.g[goal] as number;
    let length = 0;
    for (let cell = goal; cell >= 0; cell = this.parent[cell] as number) length++;
    const path = new Int32Array(length);
    for (let cell = goal; cell >= 0; cell = this.parent[cell] as number) path[--length] = cell;
    return path;
  }
}

function grown(array: Int32Array, least: number, fill: number): Int32Array {
  const wider = new Int32Array(Math.max(least, array.length * 2));
  wider.set(array);
  if (fill !== 0) wider.fill(fill, array.length);
  return wider;
}
