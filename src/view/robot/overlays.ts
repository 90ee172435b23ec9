/**
 * What a robot's brain believes, drawn over the hall: planned path, last scan, goal, its own estimate of its pose and
 * where it thinks its guest is. Only as much as the brain's `inspect()` tells; the true pose is the drawn robot.
 */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  DynamicDrawUsage,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  Points,
  PointsMaterial,
  Quaternion,
  RingGeometry,
  Shape,
  ShapeGeometry,
  Vector3,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { Frame } from '../../runtime/frame';
import { ribbon } from './ribbon';

const PLAN_COLOUR = '#0072b2';
const SCAN_COLOUR = '#d55e00';
const GOAL_COLOUR = '#009e73';
const GHOST_COLOUR = '#56b4e9';
const GUEST_COLOUR = '#cc79a7';
const PLAN_WIDTH_M = 0.09;
/** Height of the laser above the floor, metres. */
const LASER_M = 0.2;

/** Ring with a wedge that points ahead (x), flat on the floor. */
function markShape(): BufferGeometry {
  const ring = new RingGeometry(0.26, 0.32, 32);
  const wedge = new Shape();
  wedge.moveTo(0.24, 0);
  wedge.lineTo(-0.1, 0.13);
  wedge.lineTo(-0.04, 0);
  wedge.lineTo(-0.1, -0.13);
  wedge.closePath();
  const arrow = new ShapeGeometry(wedge);
  const merged = mergeGeometries([ring, arrow]).rotateX(-Math.PI / 2);
  ring.dispose();
  arrow.dispose();
  return merged;
}

export class Overlays {
  readonly group = new Group();
  private readonly plan: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly scan: Points<BufferGeometry, PointsMaterial>;
  private readonly marks: InstancedMesh<BufferGeometry, MeshBasicMaterial>;
  private readonly ghosts: InstancedMesh<CylinderGeometry, MeshBasicMaterial>;
  private readonly matrix = new Matrix4();
  private readonly colour = new Color();
  private shown: Frame | null = null;

  constructor(private readonly robots: number) {
    const room = Math.max(1, robots);
    const over = { transparent: true, depthWrite: false, toneMapped: false } as const;
    this.plan = new Mesh(new BufferGeometry(), new MeshBasicMaterial({ ...over, color: PLAN_COLOUR, opacity: 0.75 }));
    this.scan = new Points(
      new BufferGeometry(),
      new PointsMaterial({ color: SCAN_COLOUR, size: 5, sizeAttenuation: false, toneMapped: false }),
    );
    this.marks = new InstancedMesh(markShape(), new MeshBasicMaterial({ ...over, opacity: 0.95 }), room * 3);
    const body = new CylinderGeometry(0.23, 0.23, 1.1, 24, 1, true).translate(0, 0.55, 0);
    this.ghosts = new InstancedMesh(body, new MeshBasicMaterial({ ...over, color: GHOST_COLOUR, opacity: 0.28 }), room);
    for (const mesh of [this.plan, this.scan, this.marks, this.ghosts]) {
      mesh.frustumCulled = false;
      mesh.renderOrder = 5;
      this.group.add(mesh);
    }
    for (let i = 0; i < room * 3; i++) this.marks.setColorAt(i, this.colour.set('#ffffff'));
    this.group.visible = false;
  }

  update(latest: Frame, show: boolean): void {
    this.group.visible = show && this.robots > 0 && latest.robots.some((robot) => robot.view !== null);
    if (!this.group.visible || this.shown === latest) return;
    this.shown = latest;
    const views = latest.robots.flatMap((robot) => (robot.view ? [robot.view] : []));
    let marks = 0;
    let ghosts = 0;
    for (const view of views) {
      if (ghosts >= this.robots) break;
      const { estimate, goal, guest } = view;
      this.ghosts.setMatrixAt(ghosts++, this.matrix.makeTranslation(estimate.xM, 0, -estimate.yM));
      this.mark(marks++, estimate.xM, estimate.yM, estimate.yawRad, 0.85, GHOST_COLOUR);
      if (goal) this.mark(marks++, goal.xM, goal.yM, goal.yawRad, 1.1, GOAL_COLOUR);
      if (guest) this.mark(marks++, guest.xM, guest.yM, 0, 1.35, GUEST_COLOUR);
    }
    this.marks.count = marks;
    this.ghosts.count = ghosts;
    this.marks.instanceMatrix.needsUpdate = true;
    this.ghosts.instanceMatrix.needsUpdate = true;
    if (this.marks.instanceColor) this.marks.instanceColor.needsUpdate = true;
    const strips = views.map((view) => ribbon(view.plan, PLAN_WIDTH_M, 0.03));
    replace(this.plan.geometry, join(strips));
    replace(this.scan.geometry, join(views.map((view) => lifted(view.scanPoints, LASER_M))));
  }

  private mark(at: number, xM: number, yM: number, yawRad: number, size: number, css: string): void {
    const turn = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), yawRad);
    this.matrix.compose(new Vector3(xM, 0.035, -yM), turn, new Vector3(size, 1, size));
    this.marks.setMatrixAt(at, this.matrix);
    this.marks.setColorAt(at, this.colour.set(css));
  }

  dispose(): void {
    for (const mesh of [this.plan, this.scan, this.marks, this.ghosts]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.marks.dispose();
    this.ghosts.dispose();
  }
}

/** Hall points (n x 2) as scene points (n x 3) at a height. */
export function lifted(points: Float32Array, upM: number): Float32Array {
  const out = new Float32Array((points.length / 2) * 3);
  for (let i = 0; i < points.length / 2; i++) {
    out[i * 3] = points[i * 2]!;
    out[i * 3 + 1] = upM;
    out[i * 3 + 2] = -points[i * 2 + 1]!;
  }
  return out;
}

function join(arrays: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}

/** New positions; the buffer on the card is kept while they fit. */
function replace(geometry: BufferGeometry, position: Float32Array): void {
  const count = position.length / 3;
  const old = geometry.getAttribute('position') as BufferAttribute | undefined;
  if (old && old.array.length >= position.length) {
    (old.array as Float32Array).set(position);
    old.needsUpdate = true;
  } else {
    geometry.dispose();
    const room = new Float32Array(Math.max(96, position.length * 2));
    room.set(position);
    const attribute = new BufferAttribute(room, 3);
    attribute.setUsage(DynamicDrawUsage);
    geometry.setAttribute('position', attribute);
  }
  geometry.setDrawRange(0, count);
}
