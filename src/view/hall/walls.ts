/** Walls cut at breast height like an architect's model: one looks in from above, the cut face draws the plan. */
import { CylinderGeometry } from 'three';
import type { HallLayout, Solid } from '../../kernel/layout';
import { PALETTE } from '../palette';
import { type Model, placed } from './model';

/** Height of the cut, metres. */
export const CUT_M = 1.25;

const spotOf = (solid: Solid) => ({ xM: solid.xM, yM: solid.yM, yawRad: solid.yawRad });

/** Frame of a glass wall: sill and rail, metres. */
const SILL_M = 0.08;
const RAIL_M = 0.05;
const GLASS = '#ffffff';

/** @param panes what is drawn as glass */
export function addWalls(model: Model, panes: Model, layout: HallLayout): void {
  for (const solid of layout.solids) {
    const top = Math.min(solid.heightM, CUT_M);
    if (solid.glass && solid.kind !== 'pillar') {
      addGlassWall(model, panes, solid, top);
      continue;
    }
    const cut = solid.heightM > CUT_M ? PALETTE.wallCut : PALETTE.wall;
    if (solid.kind === 'wall') {
      model.box(spotOf(solid), solid.halfXM, solid.halfYM, 0, top, PALETTE.wall, { capCss: cut });
      model.box(spotOf(solid), solid.halfXM + 0.012, solid.halfYM + 0.012, 0, 0.09, PALETTE.slabEdge);
    } else if (solid.kind === 'pillar') {
      addPillar(model, solid, Math.min(solid.heightM, CUT_M + 0.35), cut);
    }
  }
}

/** A pane between a sill and a rail. */
function addGlassWall(model: Model, panes: Model, solid: Solid, top: number): void {
  const spot = spotOf(solid);
  model.box(spot, solid.halfXM + 0.012, solid.halfYM + 0.012, 0, SILL_M, PALETTE.slabEdge);
  panes.box(spot, solid.halfXM, solid.halfYM, SILL_M, top - RAIL_M, GLASS, { shade: 0 });
  model.box(spot, solid.halfXM, solid.halfYM, top - RAIL_M, top, PALETTE.slabEdge);
}

/** What the cut took away: shown to somebody who walks in. */
export function addUpperWalls(model: Model, layout: HallLayout): void {
  for (const solid of layout.solids) {
    if ((solid.kind !== 'wall' && solid.kind !== 'pillar') || solid.glass) continue;
    const from = solid.kind === 'wall' ? CUT_M : CUT_M + 0.35;
    if (solid.heightM <= from) continue;
    const css = solid.kind === 'wall' ? PALETTE.wall : PALETTE.pillar;
    if (solid.kind === 'wall' || Math.abs(solid.halfXM - solid.halfYM) >= 0.03) {
      model.box(spotOf(solid), solid.halfXM, solid.halfYM, from, solid.heightM, css, { shade: 0 });
      continue;
    }
    const shaft = new CylinderGeometry(solid.halfXM, solid.halfXM, solid.heightM - from, 24);
    model.add(shaft, placed(spotOf(solid), (solid.heightM + from) / 2), css, 0);
    shaft.dispose();
  }
}

function addPillar(model: Model, solid: Solid, top: number, cut: string): void {
  const round = Math.abs(solid.halfXM - solid.halfYM) < 0.03;
  if (!round) {
    model.box(spotOf(solid), solid.halfXM, solid.halfYM, 0, top, PALETTE.pillar, { capCss: cut });
    return;
  }
  const shaft = new CylinderGeometry(solid.halfXM, solid.halfXM, top, 24);
  model.add(shaft, placed(spotOf(solid), top / 2), PALETTE.pillar);
  const face = new CylinderGeometry(solid.halfXM - 0.004, solid.halfXM - 0.004, 0.01, 24);
  model.add(face, placed(spotOf(solid), top + 0.004), cut, 0);
  const foot = new CylinderGeometry(solid.halfXM + 0.02, solid.halfXM + 0.02, 0.1, 24);
  model.add(foot, placed(spotOf(solid), 0.05), PALETTE.slabEdge);
  for (const shape of [shaft, face, foot]) shape.dispose();
}
