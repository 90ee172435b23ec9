/** Low-poly person, built once per level of detail: rest pose standing, with the part and paint of every vertex. */
import {
  BoxGeometry,
  type BufferGeometry,
  CylinderGeometry,
  Float32BufferAttribute,
  InstancedBufferGeometry,
  LatheGeometry,
  Matrix4,
  SphereGeometry,
  Vector2,
} from 'three';
import { JOINTS, Paint, Part } from './parts';

export type FigureDetail = 'high' | 'medium' | 'low';

/** Segments around the head, around limbs and along their rounded ends (0 = open), around the torso. */
type Segments = { readonly round: number; readonly limb: number; readonly cap: number; readonly lathe: number };
/** About 1,000, 470 and 150 triangles. */
const SEGMENTS: Readonly<Record<FigureDetail, Segments>> = {
  high: { round: 10, limb: 7, cap: 2, lathe: 10 },
  medium: { round: 7, limb: 4, cap: 1, lathe: 6 },
  low: { round: 5, limb: 3, cap: 0, lathe: 5 },
};

/** Collects shapes into one indexed geometry. */
class Assembly {
  private readonly position: number[] = [];
  private readonly normal: number[] = [];
  private readonly part: number[] = [];
  private readonly paint: number[] = [];
  private readonly index: number[] = [];

  add(shape: BufferGeometry, matrix: Matrix4, part: number, paint: number): void {
    const copy = shape.clone().applyMatrix4(matrix);
    const from = this.position.length / 3;
    const positions = copy.getAttribute('position');
    const normals = copy.getAttribute('normal');
    for (let i = 0; i < positions.count; i++) {
      this.position.push(positions.getX(i), positions.getY(i), positions.getZ(i));
      this.normal.push(normals.getX(i), normals.getY(i), normals.getZ(i));
      this.part.push(part);
      this.paint.push(paint);
    }
    const order = copy.getIndex();
    if (order) for (let i = 0; i < order.count; i++) this.index.push(order.getX(i) + from);
    copy.dispose();
    shape.dispose();
  }

  finish(): InstancedBufferGeometry {
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.position, 3));
    geometry.setAttribute('normal', new Float32BufferAttribute(this.normal, 3));
    geometry.setAttribute('part', new Float32BufferAttribute(this.part, 1));
    geometry.setAttribute('paint', new Float32BufferAttribute(this.paint, 1));
    geometry.setIndex(this.index);
    return geometry;
  }
}

const at = (x: number, y: number, z: number): Matrix4 => new Matrix4().makeTranslation(x, y, z);
const scaledAt = (x: number, y: number, z: number, sx: number, sy: number, sz: number): Matrix4 =>
  at(x, y, z).scale({ x: sx, y: sy, z: sz } as never);

type Limb = {
  readonly part: number;
  readonly paint: number;
  readonly z: number;
  readonly round: 'both' | 'below' | 'no';
};

/** Tapered limb hanging from `topY` to `bottomY`, ends rounded where they show and the detail allows. */
function limb(a: Assembly, s: Segments, is: Limb, ys: readonly [number, number], rs: readonly [number, number]): void {
  const [topY, bottomY] = ys;
  const [topR, bottomR] = rs;
  const { part, paint, z } = is;
  const tube = new CylinderGeometry(topR, bottomR, topY - bottomY, s.limb, 1, true);
  a.add(tube, at(0, (topY + bottomY) / 2, z), part, paint);
  if (s.cap === 0) return;
  const half = (radius: number, from: number) =>
    new SphereGeometry(radius, s.limb, s.cap, 0, 2 * Math.PI, from, Math.PI / 2);
  if (is.round === 'both') a.add(half(topR, 0), at(0, topY, z), part, paint);
  if (is.round !== 'no') a.add(half(bottomR, Math.PI / 2), at(0, bottomY, z), part, paint);
}

function torso(a: Assembly, s: Segments): void {
  const profile: [number, number][] = [
    [0.001, 0.8],
    [0.156, 0.805],
    [0.158, 0.88],
    [0.138, 1.02],
    [0.136, 1.08],
    [0.152, 1.22],
    [0.165, 1.33],
    [0.158, 1.385],
    [0.125, 1.425],
    [0.062, 1.452],
    [0.048, 1.465],
  ];
  const rows = s.cap === 0 ? [0, 2, 4, 7, 10] : s.cap === 1 ? [0, 1, 2, 4, 6, 7, 8, 10] : null;
  const kept = rows ? profile.filter((_, i) => rows.includes(i)) : profile;
  const shape = new LatheGeometry(
    kept.map(([r, y]) => new Vector2(r, y)),
    s.lathe,
  );
  a.add(shape, scaledAt(0, 0, 0, 0.76, 1, 1.24), Part.torso, Paint.top);
  if (s.cap > 0)
    a.add(new CylinderGeometry(0.05, 0.055, 0.1, s.limb, 1, true), at(0.005, 1.48, 0), Part.torso, Paint.skin);
}

function head(a: Assembly, s: Segments): void {
  const y = JOINTS.headY;
  const rings = Math.max(4, s.round - 2);
  a.add(new SphereGeometry(0.115, s.round, rings), scaledAt(0.005, y, 0, 0.98, 1.14, 0.9), Part.head, Paint.skin);
  // Hair: a cap tilted back over a slightly larger ball, so that the face stays free.
  const cap = new SphereGeometry(0.129, s.round, Math.max(3, rings - 2), 0, 2 * Math.PI, 0, Math.PI * 0.54);
  const tilt = at(-0.01, y + 0.012, 0)
    .multiply(new Matrix4().makeRotationZ(0.62))
    .scale({ x: 0.98, y: 1.1, z: 0.94 } as never);
  a.add(cap, tilt, Part.head, Paint.hair);
  if (s.cap > 0) a.add(new SphereGeometry(0.022, 5, 4), at(0.118, y - 0.015, 0), Part.head, Paint.skin);
  if (s.cap > 1) {
    for (const side of [-1, 1]) {
      a.add(new SphereGeometry(0.013, 5, 3), at(0.106, y + 0.022, side * 0.042), Part.head, Paint.shoe);
    }
  }
  const fall = new CylinderGeometry(0.115, 0.1, 0.2, s.limb, 1, true, Math.PI, Math.PI);
  a.add(fall, scaledAt(-0.012, y - 0.1, 0, 1, 1, 0.98), Part.longHair, Paint.hair);
}

function arms(a: Assembly, s: Segments): void {
  const { shoulderY, shoulderZ, elbowY } = JOINTS;
  for (const side of [-1, 1]) {
    const upper = side < 0 ? Part.upperArmLeft : Part.upperArmRight;
    const fore = side < 0 ? Part.foreArmLeft : Part.foreArmRight;
    const z = side * shoulderZ;
    limb(a, s, { part: upper, paint: Paint.top, z, round: 'both' }, [shoulderY, elbowY], [0.053, 0.043]);
    limb(a, s, { part: fore, paint: Paint.sleeve, z, round: 'no' }, [elbowY, elbowY - 0.22], [0.042, 0.033]);
    if (s.cap > 0) {
      const hand = new SphereGeometry(0.042, s.limb, s.cap + 2);
      a.add(hand, scaledAt(0.005, elbowY - 0.275, z, 0.85, 1.25, 0.6), fore, Paint.skin);
    }
  }
}

function legs(a: Assembly, s: Segments): void {
  const { hipY, hipZ, kneeY } = JOINTS;
  for (const side of [-1, 1]) {
    const thigh = side < 0 ? Part.thighLeft : Part.thighRight;
    const shin = side < 0 ? Part.shinLeft : Part.shinRight;
    const z = side * hipZ;
    limb(a, s, { part: thigh, paint: Paint.bottom, z, round: 'below' }, [hipY, kneeY], [0.08, 0.064]);
    limb(
      a,
      s,
      { part: shin, paint: Paint.bottom, z, round: 'no' },
      [kneeY + 0.012, s.cap > 0 ? 0.08 : 0.01],
      [0.06, 0.047],
    );
    if (s.cap === 0) continue;
    const shoe = new SphereGeometry(0.5, s.limb, s.cap + 2);
    a.add(shoe, scaledAt(0.045, 0.042, z, 0.25, 0.1, 0.1), shin, Paint.shoe);
  }
}

function things(a: Assembly): void {
  a.add(new BoxGeometry(0.15, 0.36, 0.28), at(-0.2, 1.2, 0), Part.backpack, Paint.bag);
  a.add(new BoxGeometry(0.26, 0.19, 0.022), at(0.1, 1.03, -JOINTS.shoulderZ - 0.05), Part.folder, Paint.paper);
  a.add(new BoxGeometry(0.025, 0.82, 0.025), at(0.3, 0.41, 0.27), Part.cane, Paint.stick);
  a.add(new BoxGeometry(0.12, 0.025, 0.03), at(0.28, 0.82, 0.27), Part.cane, Paint.stick);
}

/** Geometry without instance columns; the caller adds them. Dispose with the mesh. */
export function figureGeometry(detail: FigureDetail): InstancedBufferGeometry {
  const segments = SEGMENTS[detail];
  const assembly = new Assembly();
  torso(assembly, segments);
  head(assembly, segments);
  arms(assembly, segments);
  legs(assembly, segments);
  if (detail !== 'low') things(assembly);
  return assembly.finish();
}
