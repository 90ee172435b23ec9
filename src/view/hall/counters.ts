/** Service counters: wood fronts, white tops, screens, the frame that carries a window's sign, and the clerk's chair. */
import type { HallLayout, Solid, WindowPlan } from '../../kernel/layout';
import { PALETTE } from '../palette';
import { type Model, moved, type Spot } from './model';

/** Ordinary and wheelchair height of a counter top, metres. */
export const COUNTER_M = 1.05;
export const LOW_COUNTER_M = 0.78;
/** Middle of the sign over a window, metres; its half height; how far its top leans back. */
export const SIGN_Y_M = 2.16;
export const SIGN_HALF_M = 0.25;
export const SIGN_TILT_RAD = 0.3;
/** Counter depth if no solid tells, metres. */
const DEPTH_M = 0.6;

const spotOf = (solid: Solid): Spot => ({ xM: solid.xM, yM: solid.yM, yawRad: solid.yawRad });

/** Spot at the window, looking from the clerk to the customer. */
export const windowSpot = (plan: WindowPlan): Spot => ({ xM: plan.xM, yM: plan.yM, yawRad: plan.facingRad });

/** Half width of the sign, metres. */
export const signHalfWidth = (plan: WindowPlan): number => Math.max(0.45, Math.min(0.95, plan.widthM * 0.46));

/** Depth of the counter behind a window's front edge, metres. */
export function counterDepth(layout: HallLayout, plan: WindowPlan): number {
  const inside = moved(windowSpot(plan), -0.12, 0);
  for (const solid of layout.solids) {
    if (solid.kind !== 'counter' && solid.kind !== 'desk') continue;
    const dx = inside.xM - solid.xM;
    const dy = inside.yM - solid.yM;
    const c = Math.cos(solid.yawRad);
    const s = Math.sin(solid.yawRad);
    const along = c * dx + s * dy;
    const across = -s * dx + c * dy;
    if (Math.abs(along) > solid.halfXM || Math.abs(across) > solid.halfYM) continue;
    const turn = plan.facingRad - solid.yawRad;
    const depth = 2 * (Math.abs(Math.cos(turn)) * solid.halfXM + Math.abs(Math.sin(turn)) * solid.halfYM);
    if (depth < 1.6) return depth;
  }
  return DEPTH_M;
}

/** Where the clerk sits, looking at the customer. */
export const clerkSpot = (layout: HallLayout, plan: WindowPlan): Spot =>
  moved(windowSpot(plan), -counterDepth(layout, plan) - 0.34, 0);

export function addCounters(model: Model, glass: Model, layout: HallLayout): void {
  const low = layout.windows.filter((plan) => plan.lowCounter);
  for (const solid of layout.solids) {
    if (solid.kind !== 'counter') continue;
    const serves = low.some((plan) => Math.hypot(plan.xM - solid.xM, plan.yM - solid.yM) < plan.widthM * 0.7);
    const small = Math.max(solid.halfXM, solid.halfYM) < 1.4;
    addCounter(model, solid, Math.min(solid.heightM, serves && small ? LOW_COUNTER_M : COUNTER_M));
  }
  for (const plan of layout.windows) addWindow(model, glass, layout, plan);
}

function addCounter(model: Model, solid: Solid, top: number): void {
  const spot = spotOf(solid);
  model.box(spot, solid.halfXM - 0.05, solid.halfYM - 0.05, 0, 0.1, PALETTE.counterPlinth);
  model.box(spot, solid.halfXM - 0.02, solid.halfYM - 0.02, 0.1, top - 0.05, PALETTE.counterFront);
  model.box(spot, solid.halfXM + 0.02, solid.halfYM + 0.02, top - 0.05, top, PALETTE.counterTop);
}

function addWindow(model: Model, glass: Model, layout: HallLayout, plan: WindowPlan): void {
  const front = windowSpot(plan);
  const depth = counterDepth(layout, plan);
  const top = plan.lowCounter ? LOW_COUNTER_M : COUNTER_M;
  const half = signHalfWidth(plan);
  const wing = plan.widthM / 2 - 0.03;
  for (const side of [-1, 1]) {
    glass.box(moved(front, -depth / 2, side * wing), depth / 2 - 0.02, 0.012, COUNTER_M, COUNTER_M + 0.42, '#ffffff', {
      shade: 0,
    });
    const post = moved(front, -depth * 0.55, side * half * 0.86);
    model.box(post, 0.018, 0.018, top, SIGN_Y_M - 0.05, PALETTE.metal, { shade: 0 });
  }
  const screen = moved(front, -depth * 0.72, wing * 0.5);
  model.box(screen, 0.02, 0.2, top + 0.1, top + 0.38, PALETTE.dark, { roundM: 0.015, shade: 0 });
  model.box(moved(screen, -0.022, 0), 0.002, 0.18, top + 0.12, top + 0.36, PALETTE.screenGlow, { shade: 0 });
  model.box(screen, 0.015, 0.03, top, top + 0.12, PALETTE.dark, { shade: 0 });
  model.box(moved(front, -depth * 0.5, -wing * 0.42), 0.1, 0.14, top, top + 0.015, '#e9eef2', { shade: 0 });
  const hatch = moved(front, -0.01, 0);
  model.box(hatch, 0.014, plan.widthM * 0.36, 0.32, top - 0.16, PALETTE.counterTop);
  addSignFrame(model, plan, depth, half);
  addChair(model, clerkSpot(layout, plan));
}

function addSignFrame(model: Model, plan: WindowPlan, depth: number, half: number): void {
  const spot = moved(windowSpot(plan), -depth * 0.55, 0);
  model.box(spot, 0.03, half + 0.02, SIGN_Y_M - SIGN_HALF_M - 0.02, SIGN_Y_M + SIGN_HALF_M + 0.02, PALETTE.dark, {
    roundM: 0.02,
    tiltRad: SIGN_TILT_RAD,
    shade: 0,
  });
}

function addChair(model: Model, spot: Spot): void {
  model.box(moved(spot, -0.06, 0), 0.22, 0.22, 0.42, 0.47, PALETTE.dark, { roundM: 0.02 });
  model.box(moved(spot, -0.3, 0), 0.03, 0.2, 0.55, 0.98, PALETTE.dark, { roundM: 0.03 });
  model.box(moved(spot, -0.06, 0), 0.03, 0.03, 0.05, 0.42, PALETTE.metal);
  model.box(moved(spot, -0.06, 0), 0.2, 0.03, 0.02, 0.06, PALETTE.metal);
  model.box(moved(spot, -0.06, 0), 0.03, 0.2, 0.02, 0.06, PALETTE.metal);
}
