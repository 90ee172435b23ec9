/** The session: what is chosen and switched on. Simulation state is never kept here, only in the worker. */
import { create } from 'zustand';
import type { HallClient, Pick } from '../../runtime/client';
import type { Problem, ScenarioSource } from '../../scenario/source';
import { FIRST_OVERLAYS, type OverlayName } from '../../view';

export const CAMERAS = ['orbit', 'plan', 'follow', 'walk'] as const;
export type CameraName = (typeof CAMERAS)[number];
/** Hall seconds per wall second. */
export const SPEEDS = [1, 2, 5, 10, 30, 60, 300, Number.POSITIVE_INFINITY] as const;
export type Resolution = 'micro' | 'meso';
export const QUALITIES = ['auto', 'high', 'low'] as const;
export type PageQuality = (typeof QUALITIES)[number];

/** A scenario that can be picked. `read` gives its texts, or says as a problem what is missing. */
export type CatalogueEntry = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly read: () => Promise<ScenarioSource>;
};

export type Session = {
  /** Null until the app has started the worker. */
  readonly client: HallClient | null;
  readonly catalogue: readonly CatalogueEntry[];
  /** Id in the catalogue of the hall that runs; null before the first. */
  readonly scenarioId: string | null;
  /** Seed and resolution asked for; null = as the file says. */
  readonly seed: number | null;
  readonly resolution: Resolution | null;
  readonly loading: boolean;
  /** Why the last load was refused; the hall before it goes on. */
  readonly problems: readonly Problem[];
  /** What the running scenario's files could do better. */
  readonly warnings: readonly Problem[];
  /** The simulation stopped with this message. */
  readonly error: string | null;
  /** Lines for the visitor of the page: key and values, newest last. */
  readonly notices: readonly { readonly key: string; readonly values: Readonly<Record<string, string>> }[];
  readonly playing: boolean;
  readonly speed: number;
  /** Hall time being sought, null = not seeking. */
  readonly seekingS: number | null;
  readonly camera: CameraName;
  /** What robots believe: drawn at all, and which parts. */
  readonly overlays: boolean;
  readonly overlayNames: readonly OverlayName[];
  readonly legend: boolean;
  readonly selected: Pick | null;
  readonly tableTwin: boolean;
  readonly help: boolean;
  readonly quality: PageQuality;
};

export const useSession = create<Session>(() => ({
  client: null,
  catalogue: [],
  scenarioId: null,
  seed: null,
  resolution: null,
  loading: false,
  problems: [],
  warnings: [],
  error: null,
  notices: [],
  playing: false,
  speed: 10,
  seekingS: null,
  camera: 'orbit',
  overlays: false,
  overlayNames: FIRST_OVERLAYS,
  legend: true,
  selected: null,
  tableTwin: false,
  help: false,
  quality: 'auto',
}));
