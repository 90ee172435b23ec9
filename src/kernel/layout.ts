/**
 * The hall's geometry as the kernel uses it: metres, x east, y north, angles counter-clockwise from +x.
 * Built once from a scene by `src/scenario`; never changes during a run. Plain data.
 */

/** Oriented box on the floor plan. Everything that stands in the hall is one or several of these; a `drop` is a hole in the floor. */
export type Solid = {
  readonly id: string;
  readonly kind: 'wall' | 'counter' | 'seat' | 'kiosk' | 'desk' | 'pillar' | 'plant' | 'dock' | 'furniture' | 'drop';
  readonly xM: number;
  readonly yM: number;
  /** Half lengths along the box's own x and y axes, metres, > 0. */
  readonly halfXM: number;
  readonly halfYM: number;
  readonly yawRad: number;
  readonly heightM: number;
  /** True if feet cannot cross it. A dock is low and flat: people may, robots dock on it. */
  readonly blocksWalk: boolean;
  /** True if a laser 0.2 m above the floor sees it. */
  readonly blocksLaser: boolean;
  /** A laser passes through it unless it hits it nearly straight on. Default: not. */
  readonly glass?: boolean;
  /** False: put there after the robots' map was made. Default: on the map. */
  readonly mapped?: boolean;
};

export type PlaceKind =
  | 'door'
  | 'kiosk'
  | 'kiosk-line'
  | 'desk'
  | 'desk-line'
  | 'marked-line'
  | 'robot-talk'
  | 'robot-line'
  | 'window'
  | 'seat'
  | 'stand';

/** A spot where one person's feet stop. Reservable: at most one person holds it (doors excepted). */
export type Place = {
  readonly id: string;
  readonly kind: PlaceKind;
  /** Where a walker stops; walkable ground. */
  readonly xM: number;
  readonly yM: number;
  /** Direction faced once there. */
  readonly facingRad: number;
  /** Where the body then rests: the seat itself for a seat, else the same point. */
  readonly restXM: number;
  readonly restYM: number;
  /** Index into `HallLayout.targets`: the flow field that leads here. Seats of one row share one. */
  readonly target: number;
  /** Index of the owner in its table: door, kiosk, desk, robot, window or seat block; -1 if none. */
  readonly owner: number;
  /** Position in the owner's line, 0 = next to be served; 0 for places outside lines. */
  readonly rank: number;
};

/** Destination of a flow field: a walkable point, or with `to` every point of the line from (xM, yM) to there (a wide exit). */
export type FieldTarget = {
  readonly xM: number;
  readonly yM: number;
  readonly to?: { readonly xM: number; readonly yM: number };
};

export type DoorPlan = {
  readonly id: string;
  readonly xM: number;
  readonly yM: number;
  readonly widthM: number;
  readonly facingRad: number;
  readonly use: 'in' | 'out' | 'both';
  /** Index of its place. */
  readonly place: number;
};

export type WindowPlan = {
  /** Letter + number as on the sign, for example B01. */
  readonly id: string;
  readonly letter: string;
  readonly number: number;
  /** Middle of the counter's front edge. */
  readonly xM: number;
  readonly yM: number;
  /** Direction from the clerk to the customer. */
  readonly facingRad: number;
  readonly widthM: number;
  /** Low section for wheelchairs. */
  readonly lowCounter: boolean;
  readonly place: number;
};

/** A server with a physical line: kiosk, enquiry desk, or the robot's post. `line` in order, front first. */
export type LinePlan = {
  readonly id: string;
  readonly xM: number;
  readonly yM: number;
  readonly facingRad: number;
  readonly place: number;
  readonly line: readonly number[];
};

export type DockPlan = {
  readonly id: string;
  /** Robot's pose when its contacts touch. */
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  /** Pose from which docking starts, in front of the dock. */
  readonly stagingXM: number;
  readonly stagingYM: number;
  readonly stagingYawRad: number;
};

export type PostPlan = LinePlan & { readonly robotYawRad: number };

export type ZonePlan = {
  readonly id: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Polygon, metres, counter-clockwise. */
  readonly polygon: readonly (readonly [number, number])[];
};

export type HallLayout = {
  readonly sceneId: string;
  /** Changes when anything that matters to walking changes; key of cached flow fields. 16 hex digits. */
  readonly layoutHash: string;
  readonly minXM: number;
  readonly minYM: number;
  readonly maxXM: number;
  readonly maxYM: number;
  /** Inside of the building, polygon, counter-clockwise. Nobody walks outside it (doors are on its edge). */
  readonly outline: readonly (readonly [number, number])[];
  readonly solids: readonly Solid[];
  readonly places: readonly Place[];
  readonly targets: readonly FieldTarget[];
  readonly doors: readonly DoorPlan[];
  readonly windows: readonly WindowPlan[];
  readonly kiosks: readonly LinePlan[];
  readonly desks: readonly LinePlan[];
  readonly posts: readonly PostPlan[];
  readonly docks: readonly DockPlan[];
  /** Marked lines that letters may wait in; `place` and line[0] are the head. */
  readonly lines?: readonly LinePlan[];
  /** Place indices of seats and of standing spots. */
  readonly seats: readonly number[];
  readonly stands: readonly number[];
  readonly zones: readonly ZonePlan[];
};
