/**
 * Voronoi density: everybody owns the part of a region that is nearer to him than to anybody else, and his density is 1 / the area
 * of it (Steffen and Seyfried 2010; the method of PedPy and JPSreport). Cells are found by clipping the region with the bisector
 * of every neighbour, nearest first, until no further one can cut. Exact for any simple polygon as region; work n x (neighbours).
 * Left out: furniture inside the region counts as floor.
 */
import type { Polygon } from '../../kernel/geometry/polygon';

/** Signed area, m2; positive if counter-clockwise. Flat x, y pairs, first `count` points. */
function areaOf(points: Float64Array, count: number): number {
  let twice = 0;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    twice +=
      (points[2 * j] as number) * (points[2 * i + 1] as number) -
      (points[2 * i] as number) * (points[2 * j + 1] as number);
  }
  return twice / 2;
}

/** Area of a polygon, m2, whatever its winding. */
export function polygonArea(polygon: Polygon): number {
  const flat = Float64Array.from(polygon.flat());
  return Math.abs(areaOf(flat, polygon.length));
}

/** Clips polygons with half-planes, in two buffers that take turns. */
export class Clipper {
  private points = new Float64Array(256);
  private other = new Float64Array(256);
  private count = 0;

  start(polygon: Polygon): void {
    this.count = 0;
    for (const [x, y] of polygon) this.put(x, y);
    this.swap();
  }

  /** Keeps where a x + b y <= c. */
  clip(a: number, b: number, c: number): void {
    const { points, count } = this;
    if (count === 0) return;
    this.count = 0;
    let px = points[2 * count - 2] as number;
    let py = points[2 * count - 1] as number;
    let previous = a * px + b * py - c;
    for (let i = 0; i < count; i++) {
      const x = points[2 * i] as number;
      const y = points[2 * i + 1] as number;
      const side = a * x + b * y - c;
      if (side <= 0 !== previous <= 0) {
        const t = previous / (previous - side);
        this.put(px + t * (x - px), py + t * (y - py));
      }
      if (side <= 0) this.put(x, y);
      px = x;
      py = y;
      previous = side;
    }
    this.swap();
  }

  private put(x: number, y: number): void {
    if (2 * this.count + 2 > this.other.length) {
      const longer = new Float64Array(2 * this.other.length);
      longer.set(this.other);
      this.other = longer;
    }
    this.other[2 * this.count] = x;
    this.other[2 * this.count + 1] = y;
    this.count++;
  }

  private swap(): void {
    const { points } = this;
    this.points = this.other;
    this.other = points;
  }

  area(): number {
    return Math.abs(areaOf(this.points, this.count));
  }

  /** Farthest corner from a point, m. */
  reach(xM: number, yM: number): number {
    let most = 0;
    for (let i = 0; i < this.count; i++) {
      const dx = (this.points[2 * i] as number) - xM;
      const dy = (this.points[2 * i + 1] as number) - yM;
      most = Math.max(most, dx * dx + dy * dy);
    }
    return Math.sqrt(most);
  }
}

/** Corners of the polygon that stands for the cut-off circle; its area is 0.974 of the circle's. */
const CUT_CORNERS = 16;

export type VoronoiOptions = {
  /** Nobody owns floor farther than this, m; null = the whole region is shared out. */
  readonly cutOffM?: number | null;
};

/** Directions of the cut-off polygon's sides: exact halves by repeated bisection, no trigonometry needed. */
const SIDES: readonly (readonly [number, number])[] = (() => {
  const list: [number, number][] = [];
  const step = Math.sqrt(2 + Math.sqrt(2)) / 2; // cos(pi / 8)
  const rise = Math.sqrt(2 - Math.sqrt(2)) / 2; // sin(pi / 8)
  let x = 1;
  let y = 0;
  for (let i = 0; i < CUT_CORNERS; i++) {
    list.push([x, y]);
    [x, y] = [x * step - y * rise, x * rise + y * step];
  }
  return list;
})();

/** cos(pi / 16): distance of a side from the middle of a 16-gon of corner radius 1. */
const APOTHEM = 0.9807852804032304;

/**
 * Areas of the cells of the first `count` points inside `region`, m2; 0 for a point without floor (a double of an earlier point
 * gets nothing). Points outside the region own what they would own of it.
 */
export function voronoiCells(
  region: Polygon,
  xM: ArrayLike<number>,
  yM: ArrayLike<number>,
  count: number,
  { cutOffM = null }: VoronoiOptions = {},
): Float64Array {
  const areas = new Float64Array(count);
  const order = Array.from({ length: count }, (_, i) => i);
  const squared = new Float64Array(count);
  const clipper = new Clipper();
  for (let i = 0; i < count; i++) {
    const x = xM[i] as number;
    const y = yM[i] as number;
    for (let j = 0; j < count; j++) {
      const dx = (xM[j] as number) - x;
      const dy = (yM[j] as number) - y;
      squared[j] = dx * dx + dy * dy;
    }
    const near = order
      .filter((j) => j !== i && (cutOffM === null || (squared[j] as number) < 4 * cutOffM * cutOffM))
      .sort((a, b) => (squared[a] as number) - (squared[b] as number) || a - b);
    clipper.start(region);
    if (cutOffM !== null) {
      const side = cutOffM * APOTHEM;
      for (const [a, b] of SIDES) clipper.clip(a, b, a * x + b * y + side);
    }
    let doubled = false;
    for (const j of near) {
      const d2 = squared[j] as number;
      if (d2 === 0) {
        doubled = j < i;
        if (doubled) break;
        continue;
      }
      const reach = clipper.reach(x, y);
      if (d2 > 4 * reach * reach) break;
      const dx = (xM[j] as number) - x;
      const dy = (yM[j] as number) - y;
      clipper.clip(dx, dy, dx * (x + dx / 2) + dy * (y + dy / 2));
    }
    areas[i] = doubled ? 0 : clipper.area();
  }
  return areas;
}

/**
 * Voronoi density of a measuring area, persons/m2: sum over persons of (part of their cell inside it / their cell), over its area.
 * `areas` are the cells in `region` from `voronoiCells`, made with the same options.
 */
export function voronoiDensityIn(
  area: Polygon,
  xM: ArrayLike<number>,
  yM: ArrayLike<number>,
  count: number,
  areas: Float64Array,
  options: VoronoiOptions = {},
): number {
  const inside = voronoiCells(area, xM, yM, count, options);
  let persons = 0;
  for (let i = 0; i < count; i++) {
    if ((areas[i] as number) > 1e-9) persons += (inside[i] as number) / (areas[i] as number);
  }
  return persons / polygonArea(area);
}
