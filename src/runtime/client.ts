/**
 * The page's handle on a running hall: everything asynchronous, everything plain data (the hall lives in a worker).
 */

import type { HallCommand } from '../kernel/commands';
import type { LegendStep, MapChoice, MapKind } from '../metrics/space/maps';
import type { Picture } from '../metrics/space/picture';
import type { SpaceJson } from '../metrics/space/report';
import type { RunSummary } from '../metrics/summary';
import type { Problem, ScenarioSource } from '../scenario/source';
import type { Frame, HallDrawing } from './frame';

export type LoadOptions = { readonly seed?: number; readonly resolution?: 'micro' | 'meso' };

export type LoadResult =
  | { readonly ok: true; readonly drawing: HallDrawing; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What can be clicked. */
export type Pick =
  | { readonly kind: 'person'; readonly citizen: number }
  | { readonly kind: 'robot'; readonly robot: number }
  | { readonly kind: 'window'; readonly window: number }
  | { readonly kind: 'kiosk'; readonly kiosk: number }
  | { readonly kind: 'dock'; readonly dock: number };

/** One line of the inspector: a translation key with its values. */
export type InspectLine = { readonly key: string; readonly values: Readonly<Record<string, string | number>> };

export type SpaceWish = MapChoice & { readonly kind: MapKind };

/** A map of the hall's space with its figures, measured between two hall times. */
export type SpaceView = {
  readonly wish: SpaceWish;
  readonly columns: number;
  readonly rows: number;
  readonly originXM: number;
  readonly originYM: number;
  readonly cellM: number;
  /** (rows x columns x 4) RGBA, row 0 in the south. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly legend: readonly LegendStep[];
  readonly figures: SpaceJson;
};

export interface HallClient {
  /** Loads and stands still. The first frame comes with the next call (`pause`, `play`, `seek`). */
  load(source: ScenarioSource, options?: LoadOptions): Promise<LoadResult>;
  /** Hall seconds per wall second; Infinity = as fast as the machine can. */
  play(speed: number): Promise<void>;
  pause(): Promise<void>;
  /** Advance exactly so many ticks, then pause. */
  step(ticks: number): Promise<void>;
  /** Go to a hall time (s since midnight), backward through saved states, forward by running. Resolves when there. */
  seek(timeS: number): Promise<void>;
  /**
   * An operator's request, done at the next tick. It belongs to the day from then on: winding back and playing on does it
   * again at the same moment.
   */
  command(command: HallCommand): Promise<void>;
  inspect(pick: Pick): Promise<readonly InspectLine[]>;
  setOverlays(on: boolean): Promise<void>;
  /**
   * Starts to measure space from now on, or stops and forgets. Winding back starts anew. Resolves to false where nobody has a body
   * (meso). `fromOpening` winds to the opening and runs up to now again, so that the whole day is measured.
   */
  measureSpace(on: boolean, fromOpening?: boolean): Promise<boolean>;
  /** Null while nothing is measured. */
  spaceView(wish: SpaceWish): Promise<SpaceView | null>;
  /** The cells as CSV, the tracks as text in parts, and the map as a picture; null while nothing is measured. */
  spaceCsv(wish: SpaceWish): Promise<string | null>;
  spaceTracks(): Promise<readonly string[] | null>;
  spacePicture(wish: SpaceWish): Promise<Picture | null>;
  hash(): Promise<string>;
  summary(): Promise<RunSummary>;
  /** Saved range that can be sought, seconds since midnight. */
  onFrame(listener: (frame: Frame) => void): () => void;
  onError(listener: (message: string) => void): () => void;
  close(): void;
}
