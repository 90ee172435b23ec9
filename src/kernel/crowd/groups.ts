/**
 * People who walk together: family, companions, a helper with a wheelchair. They go at the pace of the slowest, who is
 * ahead of the others slows down, who is behind may hurry, and who strays turns back to the middle of the group; so
 * they walk side by side where there is room. After Moussaid et al. 2010 (PLoS ONE 5(4): e10047): members are drawn to the
 * middle of their group when farther from it than about half its width.
 *
 * Strangers let a group pass together (assumption, no measured rule known): near somebody who is held up behind the own group,
 * who is not in front slows down, and all turn their shoulders.
 *
 * Leaves out: talk and gaze, the V shape of three and more, waiting for somebody who has stopped to rest.
 */

import { NARROW_RATIO } from './constants';
import { ROUNDING } from './models/foresight/rounded';
import { type People, WALKING } from './people';
import type { Walkers } from './walkers';

/** Ahead of or behind the middle by more than this, m: slows down to this share of the pace, or may go at the own speed. */
const AHEAD_M = 0.5;
const AHEAD_RATIO = 0.4;
/** Drawn to the middle from this far, m per member, with this strength relative to the wish (1). */
const STRAY_M_PER_MEMBER = 0.45;
const STRAY_STRENGTH = 0.6;
/** Left behind: so far behind the middle, m, and slower than this share of the group's pace. */
const BEHIND_M = 0.5;
const HELD_UP_RATIO = 0.8;
/** Strangers this near make way, m; those less than this in front of who was left behind, m, at this share of their own pace. */
const MAKE_WAY_M = 1.2;
const IN_FRONT_M = 0.3;
const MAKE_WAY_RATIO = 0.2;

export class Groups {
  /** (rows) by least row of the group; zero between steps. */
  private sumX = new Float64Array(0);
  private sumY = new Float64Array(0);
  private members = new Int32Array(0);
  private paceMps = new Float64Array(0);
  /** (walkers) 1 while making way; zero between steps. */
  private makesWay = new Uint8Array(0);

  /** @param rows citizens; @param walkers places in the working copy, shadows of a ring included */
  grow(rows: number, walkers: number): void {
    this.sumX = new Float64Array(rows);
    this.sumY = new Float64Array(rows);
    this.members = new Int32Array(rows);
    this.paceMps = new Float64Array(rows);
    this.makesWay = new Uint8Array(walkers);
  }

  /** Changes wishX, wishY, wishMps of those who walk in a group; wishMps and turnedRatio of those who make way for one. */
  keepTogether(people: People, w: Walkers): void {
    const { row, shadow, x, y, wishMps, count } = w;
    const { group, mode } = people;
    const { sumX, sumY, members, paceMps } = this;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      const g = group[r]! - 1;
      if (g < 0 || shadow[i] === 1 || mode[r] !== WALKING) continue;
      sumX[g] = sumX[g]! + (x[i]! + ROUNDING - ROUNDING);
      sumY[g] = sumY[g]! + (y[i]! + ROUNDING - ROUNDING);
      if (members[g] === 0 || wishMps[i]! < paceMps[g]!) paceMps[g] = wishMps[i]!;
      members[g] = members[g]! + 1;
    }
    for (let i = 0; i < count; i++) {
      const g = group[row[i]!]! - 1;
      if (g < 0 || shadow[i] === 1 || mode[row[i]!] !== WALKING || members[g]! < 2) continue;
      this.pull(people, w, i, g);
    }
    this.slowDownWhoMakesWay(w);
    for (let i = 0; i < count; i++) {
      const g = group[row[i]!]! - 1;
      if (g < 0) continue;
      sumX[g] = 0;
      sumY[g] = 0;
      members[g] = 0;
    }
  }

  private pull(people: People, w: Walkers, i: number, g: number): void {
    const n = this.members[g]!;
    const dx = this.sumX[g]! / n - w.x[i]!;
    const dy = this.sumY[g]! / n - w.y[i]!;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const behind = ex * dx + ey * dy;
    const pace = this.paceMps[g]!;
    if (behind > BEHIND_M) this.letThrough(people, w, i, g);
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

  /** Walker i is behind its group: if it is held up, strangers around make way. */
  private letThrough(people: People, w: Walkers, i: number, g: number): void {
    const { grid, start, row, x, y, wishX, wishY } = w;
    const { vxMps, vyMps, turnedRatio, group, mode } = people;
    const r = row[i]!;
    const slow = HELD_UP_RATIO * this.paceMps[g]!;
    if (vxMps[r]! * vxMps[r]! + vyMps[r]! * vyMps[r]! > slow * slow) return;
    turnedRatio[r] = NARROW_RATIO;
    const ex = wishX[i]!;
    const ey = wishY[i]!;
    const cell = w.cell[i]!;
    for (let c = cell - grid.columns; c <= cell + grid.columns; c += grid.columns) {
      const end = start[c + 2]!;
      for (let j = start[c - 1]!; j < end; j++) {
        const dx = x[j]! - x[i]!;
        const dy = y[j]! - y[i]!;
        const other = row[j]!;
        if (dx * dx + dy * dy > MAKE_WAY_M * MAKE_WAY_M || group[other] === g + 1 || mode[other] !== WALKING) continue;
        turnedRatio[other] = NARROW_RATIO;
        if (ex * dx + ey * dy < IN_FRONT_M && ex * wishX[j]! + ey * wishY[j]! > 0) this.makesWay[j] = 1;
      }
    }
  }

  private slowDownWhoMakesWay({ wishMps, count }: Walkers): void {
    const { makesWay } = this;
    for (let i = 0; i < count; i++) {
      if (makesWay[i] === 0) continue;
      wishMps[i] = MAKE_WAY_RATIO * wishMps[i]!;
      makesWay[i] = 0;
    }
  }
}
