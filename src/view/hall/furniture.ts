/** Seats, ticket kiosks, enquiry desks, plants, docks and other furniture. */
import { CylinderGeometry, IcosahedronGeometry, Matrix4 } from 'three';
import type { HallLayout, LinePlan, Solid } from '../../kernel/layout';
import { stir } from '../figure/looks';
import { PALETTE } from '../palette';
import { type Model, moved, placed, type Spot } from './model';

export const KIOSK_M = 1.42;
export const DESK_M = 1.02;

const spotOf = (solid: Solid): Spot => ({ xM: solid.xM, yM: solid.yM, yawRad: solid.yawRad });

/** Spot of a kiosk or desk, looking at the person in front of it. */
export function serverSpot(layout: HallLayout, plan: LinePlan): Spot {
  const place = layout.places[plan.place];
  const dx = place ? place.xM - plan.xM : 0;
  const dy = place ? place.yM - plan.yM : 0;
  const yawRad = Math.hypot(dx, dy) > 0.05 ? Math.atan2(dy, dx) : plan.facingRad;
  return { xM: plan.xM, yM: plan.yM, yawRad };
}

export function addFurniture(model: Model, layout: HallLayout): void {
  for (const index of layout.seats) {
    const place = layout.places[index];
    if (place) addSeat(model, { xM: place.restXM, yM: place.restYM, yawRad: place.facingRad });
  }
  for (const kiosk of layout.kiosks) addKiosk(model, serverSpot(layout, kiosk));
  for (const solid of layout.solids) {
    if (solid.kind === 'desk') addDesk(model, solid);
    else if (solid.kind === 'plant') addPlant(model, solid);
    else if (solid.kind === 'furniture') addTable(model, solid);
    else if (solid.kind === 'seat' && layout.seats.length === 0) {
      model.box(spotOf(solid), solid.halfXM, solid.halfYM, 0.35, 0.46, PALETTE.seat, { roundM: 0.04 });
    }
  }
  for (const dock of layout.docks) {
    const away = Math.atan2(dock.stagingYM - dock.yM, dock.stagingXM - dock.xM);
    addDock(model, { xM: dock.xM, yM: dock.yM, yawRad: away });
  }
}

/** One place of a bench: shell seat and back on a metal beam. */
function addSeat(model: Model, spot: Spot): void {
  model.box(moved(spot, 0, 0), 0.22, 0.235, 0.41, 0.46, PALETTE.seat, { roundM: 0.024 });
  model.box(moved(spot, -0.25, 0), 0.028, 0.235, 0.47, 0.86, PALETTE.seatShell, { roundM: 0.026, tiltRad: 0.14 });
  model.box(moved(spot, -0.06, 0), 0.03, 0.285, 0.35, 0.41, PALETTE.metal);
  model.box(moved(spot, -0.06, 0), 0.02, 0.02, 0.04, 0.36, PALETTE.metal);
  model.box(moved(spot, -0.04, 0), 0.2, 0.025, 0, 0.04, PALETTE.metal);
}

/** Ticket machine: slim column, tilted screen, ticket slot. */
function addKiosk(model: Model, spot: Spot): void {
  model.box(spot, 0.22, 0.27, 0, 0.06, PALETTE.counterPlinth, { roundM: 0.02 });
  model.box(spot, 0.15, 0.23, 0.06, 1.0, PALETTE.counterTop, { roundM: 0.05 });
  const head = moved(spot, 0.03, 0);
  model.box(head, 0.06, 0.26, 0.92, KIOSK_M, PALETTE.dark, { roundM: 0.04, tiltRad: 0.42, shade: 0 });
  model.box(moved(spot, 0.156, 0), 0.006, 0.09, 0.74, 0.78, PALETTE.dark, { shade: 0 });
  model.box(moved(spot, 0.156, 0), 0.004, 0.19, 0.2, 0.6, PALETTE.robotAccent, { shade: 0.4 });
}

/** Enquiry desk: a low wood body, white top with a lighter ledge toward the visitors. */
function addDesk(model: Model, solid: Solid): void {
  const top = Math.min(Math.max(solid.heightM, 0.7), DESK_M);
  const spot = spotOf(solid);
  const { halfXM, halfYM } = solid;
  model.box(spot, halfXM - 0.06, halfYM - 0.06, 0, 0.1, PALETTE.counterPlinth, { roundM: 0.05 });
  model.box(spot, halfXM - 0.02, halfYM - 0.02, 0.1, top - 0.06, PALETTE.counterFront, { roundM: 0.12 });
  model.box(spot, halfXM + 0.02, halfYM + 0.02, top - 0.06, top, PALETTE.counterTop, { roundM: 0.03 });
}

function addTable(model: Model, solid: Solid): void {
  const top = Math.min(Math.max(solid.heightM, 0.4), 1.25);
  const spot = spotOf(solid);
  const { halfXM, halfYM } = solid;
  if (/sofa|couch/.test(solid.id)) {
    addSofa(model, spot, halfXM, halfYM, top);
    return;
  }
  if (/terminal|machine/.test(solid.id)) {
    addTerminal(model, solid);
    return;
  }
  if (top > 1.15 || Math.min(halfXM, halfYM) < 0.2) {
    model.box(spot, halfXM, halfYM, 0, top, PALETTE.wood, { roundM: 0.02 });
    return;
  }
  model.box(spot, halfXM, halfYM, top - 0.05, top, PALETTE.wood, { roundM: 0.015 });
  for (const [i, j] of [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ] as const) {
    model.box(moved(spot, i * (halfXM - 0.06), j * (halfYM - 0.06)), 0.025, 0.025, 0, top - 0.05, PALETTE.woodDark);
  }
}

/** Seat, low arms and a back along the side that the box's place in the hall does not tell: the positive y side. */
function addSofa(model: Model, spot: Spot, halfXM: number, halfYM: number, top: number): void {
  const seat = top * 0.6;
  model.box(spot, halfXM, halfYM, 0.06, seat, PALETTE.sofa, { roundM: 0.07 });
  const wide = halfXM >= halfYM;
  const arm = 0.11;
  for (const side of [-1, 1]) {
    const at = wide ? moved(spot, side * (halfXM - arm), 0) : moved(spot, 0, side * (halfYM - arm));
    model.box(at, wide ? arm : halfXM, wide ? halfYM : arm, 0.06, top * 0.85, PALETTE.sofaArm, { roundM: 0.07 });
  }
}

/** Self-service terminal (智慧柜员机): a cabinet with a screen on each broad side. */
function addTerminal(model: Model, solid: Solid): void {
  const spot = spotOf(solid);
  const { halfXM, halfYM } = solid;
  const top = Math.min(Math.max(solid.heightM, 1.2), 1.7);
  model.box(spot, halfXM, halfYM, 0, top, PALETTE.counterTop, { roundM: 0.05 });
  const across = halfXM < halfYM;
  for (const side of [-1, 1]) {
    const at = across ? moved(spot, side * (halfXM + 0.004), 0) : moved(spot, 0, side * (halfYM + 0.004));
    const half = (across ? halfYM : halfXM) * 0.7;
    const [hx, hy] = across ? [0.006, half] : [half, 0.006];
    model.box(at, hx, hy, top * 0.62, top * 0.93, PALETTE.screen, { shade: 0 });
    model.box(at, hx, hy, top * 0.48, top * 0.54, PALETTE.robotAccent, { shade: 0 });
  }
}

/** Pot with a bush of faceted leaves; every plant a little different. */
function addPlant(model: Model, solid: Solid): void {
  const radius = Math.min(solid.halfXM, solid.halfYM);
  const spot = spotOf(solid);
  const pot = new CylinderGeometry(radius * 0.92, radius * 0.68, 0.42, 18);
  model.add(pot, placed(spot, 0.21), PALETTE.pot);
  const soil = new CylinderGeometry(radius * 0.84, radius * 0.84, 0.02, 18);
  model.add(soil, placed(spot, 0.425), PALETTE.soil, 0);
  const leaf = new IcosahedronGeometry(1, 1);
  const greens = [PALETTE.leaf, PALETTE.leafLight, PALETTE.leafDark];
  const height = Math.min(Math.max(solid.heightM, 0.9), 1.7);
  for (let i = 0; i < 9; i++) {
    const h = stir(Math.round(solid.xM * 100) * 31 + Math.round(solid.yM * 100) * 17 + i);
    const angle = (h % 628) / 100;
    const out = (((h >>> 8) % 100) / 100) * radius * 0.75;
    const up = 0.58 + ((height - 0.75) * i) / 8;
    const size = radius * (0.85 - 0.05 * i) * (0.75 + ((h >>> 16) % 50) / 140);
    const at = { xM: spot.xM + Math.cos(angle) * out, yM: spot.yM + Math.sin(angle) * out, yawRad: angle };
    const matrix = placed(at, up).multiply(new Matrix4().makeScale(size, size * 1.15, size));
    model.add(leaf, matrix, greens[i % 3]!, 0.6);
  }
  for (const shape of [pot, soil, leaf]) shape.dispose();
}

/** Charging dock: a thin floor plate under the robot and a slim column behind it. `spot` looks at the way in. */
function addDock(model: Model, spot: Spot): void {
  model.box(spot, 0.3, 0.27, 0, 0.018, PALETTE.dark, { roundM: 0.008, shade: 0 });
  const column = moved(spot, -0.36, 0);
  model.box(column, 0.06, 0.22, 0, 0.72, PALETTE.counterTop, { roundM: 0.05 });
  model.box(moved(column, 0.062, 0), 0.004, 0.13, 0.12, 0.24, PALETTE.dark, { shade: 0 });
  model.box(moved(column, 0.062, 0), 0.004, 0.15, 0.58, 0.62, PALETTE.dockLight, { shade: 0 });
}
