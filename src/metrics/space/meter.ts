/**
 * The space meter: takes looks at the hall (every half second while anybody moves) and keeps density, level of service, flows, travel
 * times, desire lines, zones, seats and near-contacts. Between two looks everybody stays where the earlier one found them, except for
 * crossings and encounters, which are found on the straight way between them. Work is in proportion to who moves; who sits costs
 * nothing but a comparison. Deterministic: whole ticks and whole parts of persons, fixed order.
 */
import type { DoorPlan, HallLayout } from '../../kernel/layout';
import { ContactCounter } from './contacts';
import { DensityField } from './densityField';
import { CELL_M, cellAt, type SpaceGrid, spaceGrid } from './grid';
import { LineCounter, type MeasuringLine } from './lines';
import type { SpaceResult } from './result';
import type { SpaceSample } from './sample';
import { TrackLog } from './tracks';
import { voronoiCells, voronoiDensityIn } from './voronoi';
import { WalkCounter } from './walks';
import { ZoneCounter } from './zones';

/** Ticks a second of the hall, and ticks from look to look. */
export const TICKS_PER_S = 20;
export const LOOK_TICKS = 10;

export type SpaceOptions = {
  readonly lines: readonly MeasuringLine[];
  /** Seconds of a bin of the time series, a whole number. */
  readonly binS: number;
  /** Seconds between Voronoi looks, a whole number; 0 = none. They cost more than the rest. */
  readonly voronoiEveryS: number;
  /** Frames a second of the tracks: divides 20; 0 = no tracks. */
  readonly trackFps: number;
  readonly cellM?: number;
};

export const SPACE_DEFAULTS: Omit<SpaceOptions, 'lines'> = { binS: 900, voronoiEveryS: 30, trackFps: 0 };

/** Who appears or vanishes within this of the spot behind a door came, or went, through it, m. */
const AT_DOOR_M = 2;

/** Farthest floor that a person owns in Voronoi densities, m. */
export const VORONOI_CUT_M = 2;

export class SpaceMeter {
  readonly grid: SpaceGrid;
  readonly density: DensityField;
  readonly lines: LineCounter;
  readonly zones: ZoneCounter;
  readonly contacts: ContactCounter;
  readonly walks: WalkCounter;
  readonly tracks: TrackLog | null;
  /** (rows) state at the last look; number -1 = nobody. */
  private number = new Int32Array(0);
  private x = new Float64Array(0);
  private y = new Float64Array(0);
  private seat = new Int32Array(0);
  private seen = new Int32Array(0);
  private rows = 0;
  private present = 0;
  /** (sample) where each of the sample was at the last look. */
  private fromX = new Float64Array(0);
  private fromY = new Float64Array(0);
  private looks = 0;
  private lastTick: number;
  /** (places) ticks sat on, since when (-1 = free), and sittings. */
  private readonly seatTicks: Float64Array;
  private readonly seatSince: Int32Array;
  private readonly sittings: Uint32Array;
  private readonly voronoiSum: Float64Array;
  private readonly voronoiZones: Float64Array;
  private readonly voronoiZonesMax: Float64Array;
  private voronoiLooks = 0;
  private voronoiDue: number;
  private peakPersons = 0;

  /** @param startS hall time of `startTick`, seconds since midnight @param startTick tick of the first look */
  constructor(
    private readonly layout: HallLayout,
    private readonly startS: number,
    readonly startTick: number,
    readonly options: SpaceOptions,
  ) {
    this.grid = spaceGrid(layout, options.cellM ?? CELL_M);
    this.density = new DensityField(this.grid, startTick);
    this.lines = new LineCounter(options.lines, startS, options.binS);
    this.zones = new ZoneCounter(layout.zones, startTick, options.binS * TICKS_PER_S);
    this.contacts = new ContactCounter(layout.minXM, layout.minYM, layout.maxXM, layout.maxYM);
    this.walks = new WalkCounter(this.grid);
    this.tracks = options.trackFps > 0 ? new TrackLog(TICKS_PER_S / options.trackFps, startTick) : null;
    this.lastTick = startTick;
    this.voronoiDue = startTick;
    this.seatTicks = new Float64Array(layout.places.length);
    this.seatSince = new Int32Array(layout.places.length).fill(-1);
    this.sittings = new Uint32Array(layout.places.length);
    this.voronoiSum = new Float64Array(this.grid.columns * this.grid.rows);
    this.voronoiZones = new Float64Array(layout.zones.length);
    this.voronoiZonesMax = new Float64Array(layout.zones.length);
  }

  private timeS(tick: number): number {
    return this.startS + (tick - this.startTick) / TICKS_PER_S;
  }

  /** Time was jumped over up to `tick`: nobody moved since the last look. */
  rested(tick: number): void {
    this.lastTick = Math.max(this.lastTick, tick);
  }

  /** Takes a look. Looks come in order of time; a second one at the same tick replaces nothing and is left out. */
  look(sample: SpaceSample): void {
    const { tick } = sample;
    if (this.looks > 0 && tick <= this.lastTick) return;
    this.holdUntil(tick);
    this.looks++;
    this.reserve(sample);
    this.zones.settle(tick);
    const fromS = this.timeS(this.lastTick);
    const toS = this.timeS(tick);
    for (let i = 0; i < sample.count; i++) this.lookAt(sample, i, fromS, toS);
    if (this.present > sample.count) this.dropUnseen(tick);
    this.present = sample.count;
    this.peakPersons = Math.max(this.peakPersons, sample.count);
    this.contacts.step(sample, this.fromX, this.fromY);
    this.lastTick = tick;
  }

  /** Voronoi looks and track frames that were due before `tick`, with everybody where the last look found them. */
  private holdUntil(tick: number): void {
    this.tracks?.until(tick, this.rows, this.number, this.x, this.y);
    const every = this.options.voronoiEveryS * TICKS_PER_S;
    if (every <= 0 || this.voronoiDue >= tick) return;
    const times = Math.ceil((tick - this.voronoiDue) / every);
    this.voronoiDue += times * every;
    this.voronoiLook(times);
  }

  private lookAt(sample: SpaceSample, i: number, fromS: number, toS: number): void {
    const row = sample.row[i] as number;
    const number = sample.number[i] as number;
    const x = sample.xM[i] as number;
    const y = sample.yM[i] as number;
    const { tick } = sample;
    this.seen[row] = this.looks;
    if (this.number[row] !== number) {
      if ((this.number[row] as number) >= 0) this.leave(row, tick);
      this.number[row] = number;
      this.lines.forget(row);
      this.walks.forget(row);
      this.density.stamp(x, y, 1, tick);
      this.zones.change(x, y, 1);
      this.fromX[i] = x;
      this.fromY[i] = y;
      const door = this.looks > 1 ? this.doorAt(x, y) : undefined;
      if (door) {
        this.lines.move(row, door.xM, door.yM, x, y, fromS, toS);
        this.walks.move(row, door.xM, door.yM, x, y, fromS);
      }
    } else {
      const px = this.x[row] as number;
      const py = this.y[row] as number;
      this.fromX[i] = px;
      this.fromY[i] = py;
      if (px !== x || py !== y) {
        this.density.stamp(px, py, -1, tick);
        this.density.stamp(x, y, 1, tick);
        this.zones.change(px, py, -1);
        this.zones.change(x, y, 1);
        this.lines.move(row, px, py, x, y, fromS, toS);
        this.walks.move(row, px, py, x, y, fromS);
      }
      if (sample.moving[i] === 0) this.walks.rest(row, x, y, toS);
    }
    this.x[row] = x;
    this.y[row] = y;
    this.sit(row, sample.seat[i] as number, tick);
  }

  private sit(row: number, seat: number, tick: number): void {
    const before = this.seat[row] as number;
    if (before === seat) return;
    if (before >= 0) {
      this.seatTicks[before] = (this.seatTicks[before] as number) + tick - (this.seatSince[before] as number);
      this.seatSince[before] = -1;
    }
    if (seat >= 0) {
      this.seatSince[seat] = tick;
      this.sittings[seat] = (this.sittings[seat] as number) + 1;
    }
    this.seat[row] = seat;
  }

  private dropUnseen(tick: number): void {
    for (let row = 0; row < this.rows; row++) {
      if ((this.number[row] as number) >= 0 && this.seen[row] !== this.looks) this.leave(row, tick);
    }
  }

  private leave(row: number, tick: number): void {
    const x = this.x[row] as number;
    const y = this.y[row] as number;
    this.density.stamp(x, y, -1, tick);
    this.zones.change(x, y, -1);
    const door = this.doorAt(x, y);
    if (door) {
      const fromS = this.timeS(this.lastTick);
      this.lines.move(row, x, y, door.xM, door.yM, fromS, this.timeS(tick));
      this.walks.move(row, x, y, door.xM, door.yM, fromS);
    }
    this.walks.rest(row, door?.xM ?? x, door?.yM ?? y, this.timeS(tick));
    this.sit(row, -1, tick);
    this.number[row] = -1;
  }

  private doorAt(xM: number, yM: number): DoorPlan | undefined {
    return this.layout.doors.find((door) => {
      const place = this.layout.places[door.place];
      const dx = (place?.xM ?? door.xM) - xM;
      const dy = (place?.yM ?? door.yM) - yM;
      return dx * dx + dy * dy < AT_DOOR_M * AT_DOOR_M;
    });
  }

  private reserve(sample: SpaceSample): void {
    let most = 0;
    for (let i = 0; i < sample.count; i++) most = Math.max(most, (sample.row[i] as number) + 1);
    if (sample.count > this.fromX.length) {
      this.fromX = new Float64Array(2 * sample.count);
      this.fromY = new Float64Array(2 * sample.count);
    }
    if (most > this.number.length) {
      const room = Math.max(64, 2 * most);
      const number = new Int32Array(room).fill(-1);
      number.set(this.number);
      this.number = number;
      const seat = new Int32Array(room).fill(-1);
      seat.set(this.seat);
      this.seat = seat;
      const seen = new Int32Array(room);
      seen.set(this.seen);
      this.seen = seen;
      const x = new Float64Array(room);
      x.set(this.x);
      this.x = x;
      const y = new Float64Array(room);
      y.set(this.y);
      this.y = y;
    }
    this.rows = Math.max(this.rows, most);
  }

  /** Voronoi cells of who is inside, on the map and in the zones; counts `times` times. */
  private voronoiLook(times: number): void {
    this.voronoiLooks += times;
    const xs: number[] = [];
    const ys: number[] = [];
    for (let row = 0; row < this.rows; row++) {
      if ((this.number[row] as number) < 0) continue;
      xs.push(this.x[row] as number);
      ys.push(this.y[row] as number);
    }
    if (xs.length === 0) return;
    const options = { cutOffM: VORONOI_CUT_M };
    const areas = voronoiCells(this.layout.outline, xs, ys, xs.length, options);
    this.paintVoronoi(xs, ys, areas, times);
    this.layout.zones.forEach(({ polygon }, z) => {
      const density = voronoiDensityIn(polygon, xs, ys, xs.length, areas, options);
      this.voronoiZones[z] = (this.voronoiZones[z] as number) + times * density;
      this.voronoiZonesMax[z] = Math.max(this.voronoiZonesMax[z] as number, density);
    });
  }

  /** Each floor cell has the density of its nearest person, if one is within the cut-off. */
  private paintVoronoi(xs: readonly number[], ys: readonly number[], areas: Float64Array, times: number): void {
    const { grid, voronoiSum } = this;
    const nearest = new Float64Array(voronoiSum.length).fill(VORONOI_CUT_M * VORONOI_CUT_M);
    const density = new Float64Array(voronoiSum.length);
    const reach = Math.ceil(VORONOI_CUT_M / grid.cellM);
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number;
      const y = ys[i] as number;
      const area = areas[i] as number;
      if (area <= 1e-9) continue;
      const middle = cellAt(grid, x, y);
      const column = middle % grid.columns;
      const row = (middle - column) / grid.columns;
      for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
        for (let c = Math.max(0, column - reach); c <= Math.min(grid.columns - 1, column + reach); c++) {
          const cell = r * grid.columns + c;
          const dx = grid.originXM + (c + 0.5) * grid.cellM - x;
          const dy = grid.originYM + (r + 0.5) * grid.cellM - y;
          const square = dx * dx + dy * dy;
          if (grid.floor[cell] !== 1 || square >= (nearest[cell] as number)) continue;
          nearest[cell] = square;
          density[cell] = 1 / area;
        }
      }
    }
    for (let cell = 0; cell < density.length; cell++) {
      voronoiSum[cell] = (voronoiSum[cell] as number) + times * (density[cell] as number);
    }
  }

  /** Everything up to `tick`, as plain data. The meter goes on afterwards. */
  result(tick: number): SpaceResult {
    const end = Math.max(tick, this.lastTick);
    this.holdUntil(end);
    this.zones.settle(end);
    this.density.settleAll(end);
    const ticks = end - this.startTick;
    const looks = this.voronoiLooks;
    const { layout, options } = this;
    return {
      fromS: this.startS,
      toS: this.timeS(end),
      days: 1,
      grid: this.grid,
      densityMean: this.density.mean(ticks),
      densityMax: this.density.max(),
      voronoiMean:
        looks > 0 ? Float32Array.from(this.voronoiSum, (sum) => sum / looks) : new Float32Array(this.voronoiSum.length),
      secondsByDensity: this.density.seconds(1 / TICKS_PER_S),
      passes: Float32Array.from(this.walks.passes),
      peakPersons: this.peakPersons,
      lines: options.lines.map((line, i) => ({
        id: line.id,
        inward: this.lines.inward[i] as number,
        outward: this.lines.outward[i] as number,
        bins: (this.lines.bins[i] ?? []).map(([inward, outward]) => [inward, outward] as const),
      })),
      travel: this.lines.travelTimes().map(({ from, to, seconds }) => ({
        from: options.lines[from]?.id ?? '',
        to: options.lines[to]?.id ?? '',
        seconds: [...seconds],
      })),
      zones: this.zones.bins().map((bins, z) => ({
        id: layout.zones[z]?.id ?? '',
        bins,
        voronoiMean: looks > 0 ? (this.voronoiZones[z] as number) / looks : 0,
        voronoiMax: this.voronoiZonesMax[z] as number,
      })),
      binS: options.binS,
      seats: layout.seats.map((place) => {
        const since = this.seatSince[place] as number;
        const sat = (this.seatTicks[place] as number) + (since >= 0 ? end - since : 0);
        return {
          id: layout.places[place]?.id ?? '',
          xM: layout.places[place]?.restXM ?? 0,
          yM: layout.places[place]?.restYM ?? 0,
          usedShare: ticks > 0 ? sat / ticks : 0,
          sittings: this.sittings[place] as number,
        };
      }),
      walks: this.walks.sums(),
      contacts: { people: [...this.contacts.people.counts], robots: [...this.contacts.robots.counts] },
    };
  }
}
