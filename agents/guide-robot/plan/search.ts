/**
 * A* on an 8-connected grid with a cost per cell: the cheapest path to the nearest of one or several goals.
 *
 * A step costs its length (1 or sqrt 2 cells) times the mean cost of its two cells; a diagonal needs both orthogonal
 * cells open (the rule of the MovingAI benchmark). Octile distance never overestimates since costs are >= 1, so the
 * result is optimal. Ties go to the deeper node, then to the earlier one: the same input gives the same path.
 * Hart, Nilsson, Raphael 1968. The arrays are scratch, reused by every search; nothing here is state.
 */
const DIAGONAL = Math.SQRT2;

export class GridSearch {
  /** (cells) cost from the start, valid where `stamp` is the current search. */
  private readonly g: Float64Array;
  private readonly stamp: Int32Array;
  /** 1 = done in the current search. */
  private readonly closed: Uint8Array;
  private readonly parent: Int32Array;
  private heapF: Float64Array;
  private heapG: Float64Array;
  private heapCell: Int32Array;
  private heapSize = 0;
  private search = 0;
  /** Cost of the last path found, cells; and how many cells were expanded. */
  cost = 0;
  expanded = 0;

  constructor(
    private readonly columns: number,
    private readonly rows: number,
  ) {
    const cells = columns * rows;
    this.g = new Float64Array(cells);
    this.stamp = new Int32Array(cells);
    this.closed = new Uint8Array(cells);
    this.parent = new Int32Array(cells);
    this.heapF = new Float64Array(4096);
    this.heapG = new Float64Array(4096);
    this.heapCell = new Int32Array(4096);
  }

  /**
   * Cells from start to the goal that is cheapest to reach, both included; null if none can be reached.
   * @param cost (rows x columns) >= 1, Infinity = closed
   */
  find(cost: Float32Array, start: number, goals: readonly number[]): Int32Array | null {
    this.cost = Number.POSITIVE_INFINITY;
    this.expanded = 0;
    if (start < 0 || goals.length === 0 || cost[start] === Number.POSITIVE_INFINITY) return null;
    this.search++;
    this.heapSize = 0;
    const columns = this.columns;
    const rows = this.rows;
    const { g, stamp, closed, parent, search } = this;
    g[start] = 0;
    stamp[start] = search;
    closed[start] = 0;
    parent[start] = -1;
    this.push(this.heuristic(start, goals), 0, start);
    while (this.heapSize > 0) {
      const cell = this.pop();
      if (closed[cell] === 1) continue;
      closed[cell] = 1;
      this.expanded++;
      if (goals.includes(cell)) return this.trace(cell);
      const here = g[cell] as number;
      const costHere = cost[cell] as number;
      const column = cell % columns;
      const row = (cell - column) / columns;
      const west = column > 0 && cost[cell - 1] !== Number.POSITIVE_INFINITY;
      const east = column + 1 < columns && cost[cell + 1] !== Number.POSITIVE_INFINITY;
      const south = row > 0 && cost[cell - columns] !== Number.POSITIVE_INFINITY;
      const north = row + 1 < rows && cost[cell + columns] !== Number.POSITIVE_INFINITY;
      if (west) this.relax(cell - 1, cell, here, costHere, 0.5, cost, goals);
      if (east) this.relax(cell + 1, cell, here, costHere, 0.5, cost, goals);
      if (south) this.relax(cell - columns, cell, here, costHere, 0.5, cost, goals);
      if (north) this.relax(cell + columns, cell, here, costHere, 0.5, cost, goals);
      if (south && west) this.relax(cell - columns - 1, cell, here, costHere, 0.5 * DIAGONAL, cost, goals);
      if (south && east) this.relax(cell - columns + 1, cell, here, costHere, 0.5 * DIAGONAL, cost, goals);
      if (north && west) this.relax(cell + columns - 1, cell, here, costHere, 0.5 * DIAGONAL, cost, goals);
      if (north && east) this.relax(cell + columns + 1, cell, here, costHere, 0.5 * DIAGONAL, cost, goals);
    }
    return null;
  }

  private relax(
    to: number,
    from: number,
    here: number,
    costHere: number,
    halfStep: number,
    cost: Float32Array,
    goals: readonly number[],
  ): void {
    const costThere = cost[to] as number;
    if (costThere === Number.POSITIVE_INFINITY) return;
    const g = here + halfStep * (costHere + costThere);
    if (this.stamp[to] === this.search) {
      if (this.closed[to] === 1 || g >= (this.g[to] as number)) return;
    } else {
      this.stamp[to] = this.search;
      this.closed[to] = 0;
    }
    this.g[to] = g;
    this.parent[to] = from;
    this.push(g + this.heuristic(to, goals), g, to);
  }

  /** Octile distance to the nearest goal, a hair shortened so that rounding cannot make it overestimate. */
  private heuristic(cell: number, goals: readonly number[]): number {
    const columns = this.columns;
    const column = cell % columns;
    const row = (cell - column) / columns;
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < goals.length; k++) {
      const goal = goals[k] as number;
      const goalColumn = goal % columns;
      const dx = Math.abs(goalColumn - column);
      const dy = Math.abs((goal - goalColumn) / columns - row);
      const octile = dx > dy ? dx + (DIAGONAL - 1) * dy : dy + (DIAGONAL - 1) * dx;
      if (octile < best) best = octile;
    }
    return best * 0.9999999999;
  }

  private trace(goal: number): Int32Array {
    this.cost = this.g[goal] as number;
    let length = 0;
    for (let cell = goal; cell >= 0; cell = this.parent[cell] as number) length++;
    const path = new Int32Array(length);
    for (let cell = goal; cell >= 0; cell = this.parent[cell] as number) path[--length] = cell;
    return path;
  }

  /** Smaller f first; equal f: larger g first. */
  private push(f: number, g: number, cell: number): void {
    if (this.heapSize === this.heapF.length) this.grow();
    const { heapF, heapG, heapCell } = this;
    let i = this.heapSize++;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const upF = heapF[up] as number;
      if (upF < f || (upF === f && (heapG[up] as number) >= g)) break;
      heapF[i] = upF;
      heapG[i] = heapG[up] as number;
      heapCell[i] = heapCell[up] as number;
      i = up;
    }
    heapF[i] = f;
    heapG[i] = g;
    heapCell[i] = cell;
  }

  private pop(): number {
    const { heapF, heapG, heapCell } = this;
    const top = heapCell[0] as number;
    const last = --this.heapSize;
    const f = heapF[last] as number;
    const g = heapG[last] as number;
    const cell = heapCell[last] as number;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last) {
        const rightF = heapF[right] as number;
        const childF = heapF[child] as number;
        if (rightF < childF || (rightF === childF && (heapG[right] as number) > (heapG[child] as number)))
          child = right;
      }
      const childF = heapF[child] as number;
      if (f < childF || (f === childF && g >= (heapG[child] as number))) break;
      heapF[i] = childF;
      heapG[i] = heapG[child] as number;
      heapCell[i] = heapCell[child] as number;
      i = child;
    }
    heapF[i] = f;
    heapG[i] = g;
    heapCell[i] = cell;
    return top;
  }

  private grow(): void {
    const size = this.heapF.length * 2;
    const f = new Float64Array(size);
    const g = new Float64Array(size);
    const cell = new Int32Array(size);
    f.set(this.heapF);
    g.set(this.heapG);
    cell.set(this.heapCell);
    this.heapF = f;
    this.heapG = g;
    this.heapCell = cell;
  }
}
