/**
 * The page's handle on a running hall: everything asynchronous, everything plain data (the hall lives in a worker).
 */

import type { HallCommand } from '../kernel/commands';
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
  hash(): Promise<string>;
  summary(): Promise<RunSummary>;
  /** Saved range that can be sought, seconds since midnight. */
  onFrame(listener: (frame: Frame) => void): () => void;
  onError(listener: (message: string) => void): () => void;
  close(): void;
}
