/** The session: what is chosen and switched on. Simulation state is never kept here, only in the worker. */
import { create } from 'zustand';
import type { HallClient, Pick } from '../../runtime/client';
import type { Problem } from '../../scenario/source';

export type CameraName = 'orbit' | 'plan' | 'follow' | 'walk';
/** Hall seconds per wall second. */
export const SPEEDS = [1, 2, 5, 10, 30, 60, Number.POSITIVE_INFINITY] as const;

export type Session = {
  /** Null until the app has started the worker. */
  readonly client: HallClient | null;
  readonly scenarioId: string | null;
  readonly loading: boolean;
  readonly problems: readonly Problem[];
  readonly error: string | null;
  readonly playing: boolean;
  readonly speed: number;
  /** Hall time being sought, null = not seeking. */
  readonly seekingS: number | null;
  readonly camera: CameraName;
  readonly overlays: boolean;
  readonly selected: Pick | null;
  readonly tableTwin: boolean;
  readonly quality: 'auto' | 'high' | 'low';
};

export const useSession = create<Session>(() => ({
  client: null,
  scenarioId: null,
  loading: false,
  problems: [],
  error: null,
  playing: false,
  speed: 10,
  seekingS: null,
  camera: 'orbit',
  overlays: false,
  selected: null,
  tableTwin: false,
  quality: 'auto',
}));
