/**
 * What is under the pointer. Tested against simple solids on the CPU (2,000 people cost some 0.05 ms), so that moved
 * vertices and instancing do not matter. Pure; scene axes, metres.
 */
import type { HallLayout } from '../kernel/layout';
import type { Pick } from '../runtime/client';
import { counterDepth, SIGN_HALF_M, SIGN_Y_M, signHalfWidth, windowSpot } from './hall/counters';
import { KIOSK_M, serverSpot } from './hall/furniture';
import { moved } from './hall/model';

export type Ray = {
  readonly ox: number;
  readonly oy: number;
  readonly oz: number;
  /** Unit direction. */
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
};

const PERSON_RADIUS_M = 0.27;
const PERSON_HEIGHT_M = 1.72;
const SEATED_HEIGHT_M = 1.3;
const ROBOT_RADIUS_M = 0.27;
const ROBOT_HEIGHT_M = 1.15;

/** Distance to an upright cylinder from the floor to `high`, -1 = missed. Sides and lid. */
export function hitCylinder(ray: Ray, x: number, z: number, radius: number, high: number): number {
  const px = ray.ox - x;
  const pz = ray.oz - z;
  const a = ray.dx * ray.dx + ray.dz * ray.dz;
  const b = px * ray.dx + pz * ray.dz;
  const c = px * px + pz * pz - radius * radius;
  if (a > 1e-12) {
    const root = b * b - a * c;
    if (root < 0) return -1;
    const t = (-b - Math.sqrt(root)) / a;
    const y = ray.oy + t * ray.dy;
    if (t > 0 && y >= 0 && y <= high) return t;
  }
  if (ray.dy < 0 && ray.oy > high) {
    const t = (high - ray.oy) / ray.dy;
    const lx = px + t * ray.dx;
    const lz = pz + t * ray.dz;
    if (lx * lx + lz * lz <= radius * radius) return t;
  }
  return -1;
}

/** Upright box turned about the vertical: middle, half sizes, yaw. */
export type Box = {
  readonly xM: number;
  readonly yM: number;
  readonly upM: number;
  readonly halfXM: number;
  readonly halfYM: number;
  readonly halfUpM: number;
  readonly yawRad: number;
};

export function hitBox(ray: Ray, box: Box): number {
  const c = Math.cos(box.yawRad);
  const s = Math.sin(box.yawRad);
  // Into the box's axes: hall x, hall y (= -z), up.
  const px = ray.ox - box.xM;
  const py = -ray.oz - box.yM;
  const origin = [c * px + s * py, -s * px + c * py, ray.oy - box.upM] as const;
  const along = [c * ray.dx - s * ray.dz, -s * ray.dx - c * ray.dz, ray.dy] as const;
  const half = [box.halfXM, box.halfYM, box.halfUpM] as const;
  let near = 0;
  let far = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const o = origin[k]!;
    const d = along[k]!;
    const h = half[k]!;
    if (Math.abs(d) < 1e-9) {
      if (Math.abs(o) > h) return -1;
      continue;
    }
    const t1 = (-h - o) / d;
    const t2 = (h - o) / d;
    near = Math.max(near, Math.min(t1, t2));
    far = Math.min(far, Math.max(t1, t2));
  }
  return near <= far ? near : -1;
}

type Fixed = { readonly box: Box; readonly pick: Pick };

/** Windows (counter, clerk and sign), kiosks and docks: built once per hall. */
export function fixedTargets(layout: HallLayout): Fixed[] {
  const out: Fixed[] = [];
  layout.windows.forEach((plan, i) => {
    const depth = counterDepth(layout, plan);
    const pick: Pick = { kind: 'window', window: i };
    const behind = moved(windowSpot(plan), -(depth + 0.7) / 2, 0);
    out.push({ pick, box: { ...behind, upM: 0.6, halfXM: (depth + 0.7) / 2, halfYM: plan.widthM / 2, halfUpM: 0.6 } });
    const sign = moved(windowSpot(plan), -depth * 0.55, 0);
    const halfYM = signHalfWidth(plan);
    out.push({ pick, box: { ...sign, upM: SIGN_Y_M, halfXM: 0.12, halfYM, halfUpM: SIGN_HALF_M + 0.06 } });
  });
  layout.kiosks.forEach((plan, i) => {
    const spot = serverSpot(layout, plan);
    out.push({
      pick: { kind: 'kiosk', kiosk: i },
      box: { ...spot, upM: KIOSK_M / 2, halfXM: 0.24, halfYM: 0.28, halfUpM: KIOSK_M / 2 },
    });
  });
  layout.docks.forEach((plan, i) => {
    const away = Math.atan2(plan.stagingYM - plan.yM, plan.stagingXM - plan.xM);
    const spot = moved({ xM: plan.xM, yM: plan.yM, yawRad: away }, -0.15, 0);
    out.push({ pick: { kind: 'dock', dock: i }, box: { ...spot, upM: 0.3, halfXM: 0.42, halfYM: 0.28, halfUpM: 0.3 } });
  });
  return out;
}

export type DrawnPeople = {
  readonly count: number;
  /** (count x 4) x m, y m, ... in hall axes. */
  readonly place: Float32Array;
  /** (count x 4) ..., sit 0..1, ... */
  readonly motion: Float32Array;
  citizenAt(instance: number): number;
};

/** Nearest thing on the ray; null = floor, wall or nothing. */
export function pickAlong(
  ray: Ray,
  people: DrawnPeople | null,
  robots: readonly { readonly xM: number; readonly yM: number }[],
  fixed: readonly Fixed[],
): Pick | null {
  let best: Pick | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  const offer = (t: number, pick: () => Pick): void => {
    if (t < 0 || t >= nearest) return;
    nearest = t;
    best = pick();
  };
  if (people) {
    for (let i = 0; i < people.count; i++) {
      const seated = people.motion[i * 4 + 1]! > 0.5;
      const high = seated ? SEATED_HEIGHT_M : PERSON_HEIGHT_M;
      const t = hitCylinder(ray, people.place[i * 4]!, -people.place[i * 4 + 1]!, PERSON_RADIUS_M, high);
      if (t >= 0) offer(t, () => ({ kind: 'person', citizen: people.citizenAt(i) }));
    }
  }
  robots.forEach((robot, i) => {
    offer(hitCylinder(ray, robot.xM, -robot.yM, ROBOT_RADIUS_M, ROBOT_HEIGHT_M), () => ({ kind: 'robot', robot: i }));
  });
  for (const target of fixed) offer(hitBox(ray, target.box), () => target.pick);
  return best;
}

export const samePick = (a: Pick | null, b: Pick | null): boolean =>
  a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
