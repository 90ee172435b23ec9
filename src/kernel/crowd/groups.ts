/**
 * People who walk together: family, companions, a helper with a wheelchair. They go at the pace of the slowest, who is
 * ahead of the others slows down, who is behind may hurry, and who strays turns back to the middle of the group; so
 * they walk side by side where there is room. After Moussaid et al. 2010 (PLoS ONE 5(4): e10047): members are drawn to the
 * middle of their group when farther from it than about half its width.
 *
 * Leaves out: talk and gaze, the V shape of three and more, waiting for somebody who has stopped to rest.
 */

import type { People } from './people';
import { WALKING } from './people';
import type { Walkers } from './walkers';

/** Ahead of or behind the middle by more than this, m: slows down to this share of the pace, or may go at the own speed. */
const AHEAD_M = 0.5;
const AHEAD_RATIO = 0.4;
/** Drawn to the middle from this far, m per member, with this strength relative to the wish (1). */
const STRAY_M_PER_MEMBER = 0.45;
const STRAY_STRENGTH = 0.6;

export class Groups {
  /** (rows) by least row of the group; zero between steps. */
  private sumX = new Float64Array(0);
  private sumY = new Float64Array(0);
  private members = new Int32Array(0);
  private paceMps = new Float64Array(0);

  grow(rows: number): void {
    this.sumX = new Float64Array(rows);
    this.sumY = new Float64Array(rows);
    this.members = new Int32Array(rows);
    this.paceMps = new Float64Array(rows);
  }

  /** Changes wishX, wishY, wishMps of those who walk in a group. */
  keepTogether(people: People, w: Walkers): void {
    const { row, shadow, x, y, wishMps, count } = w;
    const { group, mode } = people;
    const { sumX, sumY, members, paceMps } = this;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      const g = group[r]! - 1;
      if (g < 0 || shadow[i] === 1 || mode[r] !== WALKING) continue;
      sumX[g] = sumX[g]! + x[i]!;
      sumY[g] = sumY[g]! + y[i]!;
      if (members[g] === 0 || wishMps[i]! < paceMps[g]!) paceMps[g] = wishMps[i]!;
      members[g] = members[g]! + 1;
    }
    for (let i = 0; i < count; i++) {
      const g = group[row[i]!]! - 1;
      if (g < 0 || shadow[i] === 1 || mode[row[i]!] !== WALKING || members[g]! < 2) continue;
      this.pull(w, i, g);
    }
    for (let i = 0; i < count; i++) {
      const g = group[row[i]!]! - 1;
      if (g < 0) continue;
      sumX[g] = 0;
      sumY[g] = 0;
      members[g] = 0;
    }
  }

  private pull(w: Walkers, i: number, g: number): void {
    const n = this.members[g]!;
    const dx = this.sumX[g]! / n - w.x[i]!;
    const dy = this.sumY[g]! / n - w.y[i]!;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const behind = ex * dx + ey * dy;
    const pace = this.paceMps[g]!;
    if (behind < -AHEAD_M) w.wishMps[i] = AHEAD_RATIO * pace;
    else if (behind < AHEAD_M) w.wishMps[i] = pace;
    const distance = Math.sqrt(dx * dx + dy * dy);
    if (distance < STRAY_M_PER_MEMBER * n) return;
    const wx = ex + (STRAY_STRENGTH * dx) / distance;
    const wy = ey + (STRAY_STRENGTH * dy) / distance;
    const inverse = 1 / Math.sqrt(wx * wx + wy * wy);
    w.wishX[i] = wx * inverse;
    w.wishY[i] = wy * inverse;
  }
}
