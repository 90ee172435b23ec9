/** Things that stand in one another, or outside the building. */
import { boxCorners, pointInPolygon } from '../../kernel/geometry';
import type { Solid } from '../../kernel/layout';
import type { BuiltLayout } from '../layout/build';
import type { SourcedSolid } from '../layout/solids';
import { error, type Finding } from './finding';

/** Depth that two things may stand in one another, metres: rounding, and a counter's end let into a wall. */
const TOUCH_M = 0.02;
const LET_IN_M = 0.15;
const FINDINGS_MAX = 40;

export function checkOverlaps(built: BuiltLayout): Finding[] {
  const found: Finding[] = [];
  const { sourced } = built;
  const boxes = sourced.map((entry) => ({ entry, corners: boxCorners(entry.solid) }));
  const ordered = boxes
    .map((box) => ({
      ...box,
      x0: Math.min(...box.corners.map(([x]) => x)),
      x1: Math.max(...box.corners.map(([x]) => x)),
    }))
    .sort((a, b) => a.x0 - b.x0);
  for (let i = 0; i < ordered.length && found.length < FINDINGS_MAX; i++) {
    const a = ordered[i]!;
    for (let j = i + 1; j < ordered.length && ordered[j]!.x0 < a.x1 && found.length < FINDINGS_MAX; j++) {
      const b = ordered[j]!;
      const allowed = allowedDepthM(a.entry.solid, b.entry.solid);
      if (allowed === Number.POSITIVE_INFINITY) continue;
      const depth = penetrationM(a.corners, b.corners);
      if (depth > allowed) found.push(overlapFinding(a.entry, b.entry, depth, allowed));
    }
  }
  for (const { solid, path } of sourced) {
    if (solid.id.startsWith('outline-') || found.length >= FINDINGS_MAX) continue;
    if (!pointInPolygon(built.layout.outline, solid.xM, solid.yM)) {
      found.push(
        error(
          'scene',
          path,
          `${solid.kind} "${solid.id}" at [${solid.xM.toFixed(2)}, ${solid.yM.toFixed(2)}] is outside the outline`,
        ),
      );
    }
  }
  return found;
}

function overlapFinding(a: SourcedSolid, b: SourcedSolid, depthM: number, allowedM: number): Finding {
  // Told where it can be mended: at the later entry, and never at the outline.
  const [other, at] = a.path[0] === 'outline' ? [a, b] : b.path[0] === 'outline' ? [b, a] : laterLast(a, b);
  const where = other.path[0] === 'outline' ? 'the outer wall' : `${other.path[0]}[${other.path[1]}]`;
  return error(
    'scene',
    at.path,
    `${at.solid.kind} "${at.solid.id}" stands ${depthM.toFixed(2)} m deep in ${other.solid.kind} "${other.solid.id}" (${where}); allowed: up to ${allowedM} m`,
  );
}

function laterLast(a: SourcedSolid, b: SourcedSolid): [SourcedSolid, SourcedSolid] {
  const order = ['walls', 'pillars', 'windows', 'desks', 'kiosks', 'docks', 'seats', 'furniture', 'plants'];
  const rank = (entry: SourcedSolid): number => order.indexOf(String(entry.path[0])) * 10_000 + Number(entry.path[1]);
  return rank(a) <= rank(b) ? [a, b] : [b, a];
}

/** Infinity = these two may overlap freely. */
function allowedDepthM(a: Solid, b: Solid): number {
  const kinds = [a.kind, b.kind];
  if (a.kind === 'wall' && b.kind === 'wall') return sameWallTwice(a, b) ? TOUCH_M : Number.POSITIVE_INFINITY;
  if (kinds.includes('wall') && (kinds.includes('pillar') || kinds.includes('dock'))) return Number.POSITIVE_INFINITY;
  if (kinds.includes('wall') && kinds.includes('counter')) return LET_IN_M;
  return TOUCH_M;
}

/** Walls may meet and cross; side by side in one another they are a mistake. */
function sameWallTwice(a: Solid, b: Solid): boolean {
  if (a.id.startsWith('outline-') && b.id.startsWith('outline-')) return false;
  const turned = Math.abs(Math.sin(a.yawRad - b.yawRad));
  if (turned > 0.02) return false;
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const along = Math.abs(dx * Math.cos(a.yawRad) + dy * Math.sin(a.yawRad));
  // End to end, walls of one line may share their thickness.
  return a.halfXM + b.halfXM - along > a.halfYM + b.halfYM + TOUCH_M;
}

type Corners = readonly (readonly [number, number])[];

/** Depth of overlap of two boxes, metres: the shortest push that parts them; 0 or less if they do not overlap. */
function penetrationM(a: Corners, b: Corners): number {
  let least = Number.POSITIVE_INFINITY;
  for (const corners of [a, b]) {
    for (const k of [0, 1]) {
      const [px, py] = corners[k]!;
      const [qx, qy] = corners[k + 1]!;
      const length = Math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py));
      if (!(length > 0)) continue;
      const ux = (qx - px) / length;
      const uy = (qy - py) / length;
      const [a0, a1] = span(a, ux, uy);
      const [b0, b1] = span(b, ux, uy);
      least = Math.min(least, a1 - b0, b1 - a0);
      if (least <= 0) return least;
    }
  }
  return least;
}

function span(corners: Corners, ux: number, uy: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [x, y] of corners) {
    const d = x * ux + y * uy;
    if (d < low) low = d;
    if (d > high) high = d;
  }
  return [low, high];
}
