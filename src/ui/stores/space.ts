/** What the space tab shows: which map, by which level of service, and the newest view of it. Null view = nothing is measured. */
import { create } from 'zustand';
import type { LosLetter, LosSchemeId } from '../../metrics/space/los';
import type { MapKind } from '../../metrics/space/maps';
import type { SpaceView } from '../../runtime/client';

export type SpaceChoice = {
  readonly kind: MapKind;
  readonly scheme: LosSchemeId;
  readonly letter: LosLetter;
};

export type SpaceState = SpaceChoice & {
  readonly view: SpaceView | null;
  /** False where nobody walks (meso). */
  readonly possible: boolean;
  /** Winding to the opening and back, to measure the whole day. */
  readonly catchingUp: boolean;
};

export const useSpace = create<SpaceState>(() => ({
  kind: 'mean',
  scheme: 'fruin-walkway',
  letter: 'D',
  view: null,
  possible: true,
  catchingUp: false,
}));
