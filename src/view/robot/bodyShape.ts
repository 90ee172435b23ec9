/**
 * The guide robot's body, KettyBot class: 0.435 x 0.45 x 1.12 m. Origin on the floor under its middle, x forward.
 * Two geometries: the shell (vertex colours) and the arm that waves or points, pivoted at the shoulder.
 */
import {
  type BufferGeometry,
  CapsuleGeometry,
  CylinderGeometry,
  LatheGeometry,
  Matrix4,
  SphereGeometry,
  Vector2,
} from 'three';
import { Model, placed } from '../hall/model';
import { PALETTE } from '../palette';

export const ROBOT_HEIGHT_M = 1.12;
/** Screens: middle ahead of the axis and above the floor, half sizes, lean backward. Metres, radians. */
export const FACE = { aheadM: 0.192, upM: 0.998, halfWidthM: 0.118, halfHeightM: 0.078, tiltRad: 0.2 };
export const CHEST = { aheadM: 0.203, upM: 0.655, halfWidthM: 0.112, halfHeightM: 0.135, tiltRad: 0.1 };
/** Shoulder of the right arm, local axes (x ahead, y up, z right). */
export const SHOULDER = { x: 0.03, y: 0.8, z: 0.2 };
/** Light ring: height and radius. */
export const LIGHT = { upM: 0.205, radiusM: 0.212 };

const ORIGIN = { xM: 0, yM: 0, yawRad: 0 };
const lathe = (profile: readonly (readonly [number, number])[], segments = 32): LatheGeometry =>
  new LatheGeometry(
    profile.map(([r, y]) => new Vector2(r, y)),
    segments,
  );

/** Oval cross-section: 0.435 long, 0.45 wide. */
const OVAL = new Matrix4().makeScale(0.967, 1, 1);

export function robotShell(): BufferGeometry {
  const model = new Model();
  const skirt = lathe([
    [0.001, 0.03],
    [0.2, 0.03],
    [0.22, 0.05],
    [0.225, 0.12],
    [0.222, 0.185],
    [0.205, 0.195],
  ]);
  model.add(skirt, OVAL, PALETTE.robotTrim, 0.3);
  const slit = lathe([
    [0.205, 0.19],
    [0.205, 0.222],
  ]);
  model.add(slit, OVAL, '#10161c', 0);
  const trunk = lathe([
    [0.206, 0.222],
    [0.222, 0.235],
    [0.221, 0.3],
    [0.2, 0.45],
    [0.183, 0.62],
    [0.178, 0.76],
    [0.17, 0.82],
    [0.13, 0.86],
    [0.09, 0.875],
  ]);
  model.add(trunk, OVAL, PALETTE.robotShell, 0.35);
  const neck = new CylinderGeometry(0.075, 0.09, 0.05, 24);
  model.add(neck, new Matrix4().makeTranslation(0, 0.885, 0), PALETTE.robotTrim, 0);
  const head = new SphereGeometry(1, 32, 20);
  model.add(
    head,
    new Matrix4().makeTranslation(0, 1.0, 0).scale({ x: 0.168, y: 0.12, z: 0.19 } as never),
    PALETTE.robotShell,
    0,
  );
  addFrames(model);
  addSmallParts(model);
  for (const shape of [skirt, slit, trunk, neck, head]) shape.dispose();
  return model.finish();
}

/** Dark bezels behind the two screens. */
function addFrames(model: Model): void {
  for (const screen of [FACE, CHEST]) {
    const spot = { xM: screen.aheadM - 0.034, yM: 0, yawRad: 0 };
    const { upM, halfHeightM, halfWidthM, tiltRad } = screen;
    model.box(spot, 0.032, halfWidthM + 0.014, upM - halfHeightM - 0.014, upM + halfHeightM + 0.014, PALETTE.dark, {
      roundM: 0.02,
      tiltRad,
      shade: 0,
    });
  }
}

function addSmallParts(model: Model): void {
  const ear = new CylinderGeometry(0.045, 0.045, 0.02, 20).rotateX(Math.PI / 2);
  const antenna = new CapsuleGeometry(0.012, 0.05, 3, 8);
  for (const side of [-1, 1]) {
    model.add(ear, new Matrix4().makeTranslation(0, 1.0, side * 0.188), PALETTE.robotAccent, 0);
    model.add(antenna, new Matrix4().makeTranslation(-0.02, 1.085, side * 0.1), PALETTE.robotAccent, 0);
  }
  const fixed = new CapsuleGeometry(0.036, 0.2, 4, 12);
  model.add(fixed, new Matrix4().makeRotationX(-0.13).setPosition(0.02, 0.68, -0.215), PALETTE.robotShell, 0);
  const hand = new SphereGeometry(0.042, 14, 10);
  model.add(hand, new Matrix4().makeTranslation(0.02, 0.55, -0.232), PALETTE.robotAccent, 0);
  model.box({ xM: -0.185, yM: 0, yawRad: 0 }, 0.012, 0.09, 0.5, 0.56, PALETTE.dark, { roundM: 0.01, shade: 0 });
  for (const shape of [ear, antenna, fixed, hand]) shape.dispose();
}

/** Right arm hanging from its shoulder at the origin. */
export function robotArm(): BufferGeometry {
  const model = new Model();
  const arm = new CapsuleGeometry(0.036, 0.2, 4, 12);
  model.add(arm, new Matrix4().makeTranslation(0, -0.12, 0.012), PALETTE.robotShell, 0);
  const hand = new SphereGeometry(0.042, 14, 10);
  model.add(hand, new Matrix4().makeTranslation(0, -0.25, 0.016), PALETTE.robotAccent, 0);
  for (const shape of [arm, hand]) shape.dispose();
  return model.finish();
}

export const screenMatrix = (screen: typeof FACE): Matrix4 =>
  placed({ ...ORIGIN, xM: screen.aheadM }, screen.upM, screen.tiltRad);
