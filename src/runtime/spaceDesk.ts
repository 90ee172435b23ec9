/** The page's space measures: a meter on the running hall while it is wanted, and what is shown and saved of it. */
import type { Hall } from '../kernel/hall';
import type { PhaseProbe } from '../kernel/tick';
import { doorLines } from '../metrics/space/doorLines';
import { mapOf, mapPixels, type SpaceMap } from '../metrics/space/maps';
import { SPACE_DEFAULTS } from '../metrics/space/meter';
import { mapPicture, type Picture } from '../metrics/space/picture';
import { spaceJson, spaceTables } from '../metrics/space/report';
import type { SpaceResult } from '../metrics/space/result';
import { minuteOf } from '../scenario/schema/units';
import type { SpaceView, SpaceWish } from './client';
import { SpaceFeed } from './spaceFeed';

/** Frames a second of the tracks that can be saved. */
const TRACK_FPS = 2;

export class SpaceDesk {
  private hall: Hall | null = null;
  private feed: SpaceFeed | null = null;
  private on = false;

  get measuring(): boolean {
    return this.feed !== null;
  }

  /** For `advance` and `stepTick`; undefined while nothing is measured. */
  get probe(): PhaseProbe | undefined {
    return this.feed?.probe;
  }

  /** Another hall, or the same one wound to another moment: measuring starts anew there. */
  restart(hall: Hall): void {
    this.hall = hall;
    const { layout } = hall.spec;
    const options = { ...SPACE_DEFAULTS, lines: doorLines(layout), trackFps: TRACK_FPS };
    this.feed = this.on && hall.crowd ? new SpaceFeed(hall, options) : null;
  }

  /** True if it measures now: nobody has a body in meso. */
  turn(on: boolean, hall: Hall): boolean {
    if (on !== this.on || hall !== this.hall) {
      this.on = on;
      this.restart(hall);
    }
    return this.measuring;
  }

  view(wish: SpaceWish): SpaceView | null {
    const { hall, feed } = this;
    if (!hall || !feed) return null;
    const result = feed.result();
    const map = this.mapOf(feed, result, wish);
    const { columns, rows, originXM, originYM, cellM, floor } = result.grid;
    return {
      ...{ wish, columns, rows, originXM, originYM, cellM },
      pixels: mapPixels(map, floor),
      legend: map.legend,
      figures: spaceJson(result, hall.spec.layout, wish),
    };
  }

  csv(wish: SpaceWish): string | null {
    return this.feed ? (spaceTables(this.feed.result(), wish)['space-cells.csv'] ?? null) : null;
  }

  tracks(): string[] | null {
    const { hall, feed } = this;
    if (!hall || !feed?.meter.tracks) return null;
    const { fromS } = feed.result();
    return [...feed.meter.tracks.text(hall.spec.id, hall.spec.seed, fromS)];
  }

  picture(wish: SpaceWish): Picture | null {
    const { hall, feed } = this;
    if (!hall || !feed) return null;
    const result = feed.result();
    const { spec } = hall;
    const subtitle = `${spec.id}, seed ${spec.seed}, ${minuteOf(result.fromS)} - ${minuteOf(result.toS)}`;
    return mapPicture(spec.layout, result.grid, this.mapOf(feed, result, wish), subtitle);
  }

  private mapOf(feed: SpaceFeed, result: SpaceResult, wish: SpaceWish): SpaceMap {
    return mapOf(result, wish.kind, wish, feed.meter.density.now());
  }
}
