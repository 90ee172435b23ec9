/** The visitor one becomes in the walk-in view: keys move, dragging looks, walls and furniture stop. Hall axes, metres. */
import type { HallLayout, Solid } from '../../kernel/layout';
import { clamp } from '../interpolate';

/** Strolling and hurrying, m/s. */
const SPEED_MPS = 1.6;
const FAST_MPS = 3.4;
const RADIUS_M = 0.28;
const MAX_PITCH_RAD = 1.1;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  KeyW: [1, 0],
  ArrowUp: [1, 0],
  KeyS: [-1, 0],
  ArrowDown: [-1, 0],
  KeyA: [0, 1],
  KeyD: [0, -1],
};
/** Turning with the arrow keys, rad/s. */
const TURNS: Readonly<Record<string, number>> = { ArrowLeft: 1.6, ArrowRight: -1.6, KeyQ: 1.6, KeyE: -1.6 };

export const isWalkKey = (code: string): boolean => code in STEPS || code in TURNS;

/** Moves a disc at (x, y) out of an oriented box; null if they do not touch. */
export function pushOut(xM: number, yM: number, radiusM: number, box: Solid): { xM: number; yM: number } | null {
  const c = Math.cos(box.yawRad);
  const s = Math.sin(box.yawRad);
  const dx = xM - box.xM;
  const dy = yM - box.yM;
  const along = c * dx + s * dy;
  const across = -s * dx + c * dy;
  const overX = box.halfXM + radiusM - Math.abs(along);
  const overY = box.halfYM + radiusM - Math.abs(across);
  if (overX <= 0 || overY <= 0) return null;
  const outX = overX < overY ? Math.sign(along || 1) * overX : 0;
  const outY = overX < overY ? 0 : Math.sign(across || 1) * overY;
  return { xM: xM + c * outX - s * outY, yM: yM + s * outX + c * outY };
}

export class Walker {
  xM = 0;
  yM = 0;
  yawRad = 0;
  pitchRad = -0.05;
  private readonly held = new Set<string>();

  constructor(private readonly layout: HallLayout) {
    const door = layout.doors.find((candidate) => candidate.use !== 'out') ?? layout.doors[0];
    const toX = (layout.minXM + layout.maxXM) / 2;
    const toY = (layout.minYM + layout.maxYM) / 2;
    this.xM = door?.xM ?? toX;
    this.yM = door?.yM ?? layout.minYM + 1;
    this.yawRad = Math.atan2(toY - this.yM, toX - this.xM);
    this.go(1.6, 0);
  }

  key(code: string, down: boolean): void {
    if (down) this.held.add(code);
    else this.held.delete(code);
  }

  releaseAll(): void {
    this.held.clear();
  }

  look(turnRad: number, pitchRad: number): void {
    this.yawRad += turnRad;
    this.pitchRad = clamp(this.pitchRad + pitchRad, -MAX_PITCH_RAD, MAX_PITCH_RAD);
  }

  /** Returns true if something moved. */
  update(dtS: number): boolean {
    let ahead = 0;
    let left = 0;
    let turn = 0;
    for (const code of this.held) {
      const step = STEPS[code];
      if (step) {
        ahead += step[0];
        left += step[1];
      }
      turn += TURNS[code] ?? 0;
    }
    if (ahead === 0 && left === 0 && turn === 0) return false;
    this.yawRad += turn * dtS;
    const length = Math.hypot(ahead, left);
    if (length > 0) {
      const hurry = this.held.has('ShiftLeft') || this.held.has('ShiftRight');
      const step = ((hurry ? FAST_MPS : SPEED_MPS) * dtS) / length;
      this.go(ahead * step, left * step);
    }
    return true;
  }

  private go(ahead: number, left: number): void {
    const c = Math.cos(this.yawRad);
    const s = Math.sin(this.yawRad);
    const layout = this.layout;
    let x = clamp(this.xM + c * ahead - s * left, layout.minXM, layout.maxXM);
    let y = clamp(this.yM + s * ahead + c * left, layout.minYM, layout.maxYM);
    for (const solid of layout.solids) {
      if (!solid.blocksWalk) continue;
      const out = pushOut(x, y, RADIUS_M, solid);
      if (!out) continue;
      x = out.xM;
      y = out.yM;
    }
    this.xM = x;
    this.yM = y;
  }
}
