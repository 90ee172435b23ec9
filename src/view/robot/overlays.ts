/**
 * What a robot's brain believes, drawn over the hall: planned path, last scan, goal, its own estimate of its pose, where it
 * thinks its guest is; and, each by itself, particles, costs, trajectories weighed, tracks with prediction, guard zone. Only as
 * much as the brain's `inspect()` tells; the true pose is the drawn robot.
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
import type { BrainView } from '../../../agents/contract';
import type { Frame } from '../../runtime/frame';
import { CostSheet } from './costSheet';
import { ribbon } from './ribbon';

const PLAN_COLOUR = '#0072b2';
const SCAN_COLOUR = '#d55e00';
const GOAL_COLOUR = '#009e73';
const GHOST_COLOUR = '#56b4e9';
const GUEST_COLOUR = '#cc79a7';
const PLAN_WIDTH_M = 0.09;
const TRACK_COLOUR = '#e69f00';
const WEIGHED_COLOUR = '#7a7f86';
const CHOSEN_COLOUR = '#009e73';
const PARTICLE_COLOUR = '#8a4fbf';
const GUARD_COLOUR = '#c62828';

/** What can be switched on and off by itself. */
export const OVERLAYS = ['plan', 'scan', 'pose', 'particles', 'costs', 'trajectories', 'tracks', 'guard'] as const;
export type OverlayName = (typeof OVERLAYS)[number];
/** Costs cover the floor: the first look is without them. */
export const FIRST_OVERLAYS: readonly OverlayName[] = OVERLAYS.filter((name) => name !== 'costs');

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
  private readonly lines: Readonly<
    Record<'tracks' | 'weighed' | 'chosen' | 'guard', Mesh<BufferGeometry, MeshBasicMaterial>>
  >;
  private readonly particles: Points<BufferGeometry, PointsMaterial>;
  private readonly costs: CostSheet[];
  private readonly matrix = new Matrix4();
  private readonly colour = new Color();
  private shown: Frame | null = null;
  private shownNames: readonly OverlayName[] | null = null;

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
    const strip = (css: string, opacity: number) =>
      new Mesh(new BufferGeometry(), new MeshBasicMaterial({ ...over, color: css, opacity }));
    this.lines = {
      weighed: strip(WEIGHED_COLOUR, 0.35),
      chosen: strip(CHOSEN_COLOUR, 0.9),
      tracks: strip(TRACK_COLOUR, 0.8),
      guard: strip(GUARD_COLOUR, 0.8),
    };
    this.particles = new Points(
      new BufferGeometry(),
      new PointsMaterial({ color: PARTICLE_COLOUR, size: 4, sizeAttenuation: false, toneMapped: false }),
    );
    this.costs = Array.from({ length: robots }, () => new CostSheet());
    for (const sheet of this.costs) this.group.add(sheet.mesh);
    for (const mesh of this.meshes()) {
      mesh.frustumCulled = false;
      mesh.renderOrder = 5;
      this.group.add(mesh);
    }
    for (let i = 0; i < room * 3; i++) this.marks.setColorAt(i, this.colour.set('#ffffff'));
    this.group.visible = false;
  }

  private meshes() {
    return [this.plan, this.scan, this.marks, this.ghosts, this.particles, ...Object.values(this.lines)];
  }

  /** @param names what to show; none = nothing is drawn */
  update(latest: Frame, names: readonly OverlayName[]): void {
    const on = (name: OverlayName): boolean => names.includes(name);
    this.group.visible = names.length > 0 && this.robots > 0 && latest.robots.some((robot) => robot.view !== null);
    if (!this.group.visible || (this.shown === latest && this.shownNames === names)) return;
    this.shown = latest;
    this.shownNames = names;
    const views = latest.robots.flatMap((robot) => (robot.view ? [robot.view] : []));
    let marks = 0;
    let ghosts = 0;
    for (const view of views) {
      if (ghosts >= this.robots) break;
      const { estimate, goal, guest } = view;
      if (!on('pose')) break;
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
    const fill = (
      mesh: Mesh<BufferGeometry> | Points<BufferGeometry>,
      name: OverlayName,
      of: (view: BrainView) => Float32Array[],
    ) => replace(mesh.geometry, on(name) ? join(views.flatMap(of)) : new Float32Array(0));
    fill(this.plan, 'plan', (view) => [ribbon(view.plan, PLAN_WIDTH_M, 0.03)]);
    fill(this.scan, 'scan', (view) => [lifted(view.scanPoints, LASER_M)]);
    fill(this.particles, 'particles', (view) => [lifted(everyFourth(view.particles), 0.05)]);
    fill(this.lines.weighed, 'trajectories', (view) =>
      view.trajectories.slice(1).map((line) => ribbon(line, 0.03, 0.04)),
    );
    fill(this.lines.chosen, 'trajectories', (view) =>
      view.trajectories.slice(0, 1).map((line) => ribbon(line, 0.07, 0.05)),
    );
    fill(this.lines.tracks, 'tracks', (view) =>
      view.tracks.flatMap((track) => [
        ribbon(circle(track.xM, track.yM, track.isGuest ? 0.42 : 0.32), 0.05, 0.06),
        ribbon(withStart(track.xM, track.yM, track.predicted), 0.06, 0.06),
      ]),
    );
    fill(this.lines.guard, 'guard', (view) => [ribbon(closed(view.guardZone), 0.04, 0.07)]);
    this.costs.forEach((sheet, i) => {
      const view = views[i];
      sheet.show(on('costs') && view ? (view.localCosts ?? view.globalCosts) : null);
    });
  }

  private mark(at: number, xM: number, yM: number, yawRad: number, size: number, css: string): void {
    const turn = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), yawRad);
    this.matrix.compose(new Vector3(xM, 0.035, -yM), turn, new Vector3(size, 1, size));
    this.marks.setMatrixAt(at, this.matrix);
    this.marks.setColorAt(at, this.colour.set(css));
  }

  dispose(): void {
    for (const sheet of this.costs) sheet.dispose();
    for (const mesh of this.meshes()) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.marks.dispose();
    this.ghosts.dispose();
  }
}

/** x, y of particles (n x 4: x, y, yaw, weight). */
function everyFourth(particles: Float32Array): Float32Array {
  const out = new Float32Array(particles.length / 2);
  for (let i = 0; i < particles.length / 4; i++) {
    out[2 * i] = particles[4 * i]!;
    out[2 * i + 1] = particles[4 * i + 1]!;
  }
  return out;
}

function circle(xM: number, yM: number, radiusM: number): Float32Array {
  const out = new Float32Array(2 * 17);
  for (let k = 0; k <= 16; k++) {
    out[2 * k] = xM + radiusM * Math.cos((k * Math.PI) / 8);
    out[2 * k + 1] = yM + radiusM * Math.sin((k * Math.PI) / 8);
  }
  return out;
}

function withStart(xM: number, yM: number, line: Float32Array): Float32Array {
  const out = new Float32Array(line.length + 2);
  out.set([xM, yM]);
  out.set(line, 2);
  return out;
}

/** The outline with its first point again at the end. */
function closed(line: Float32Array): Float32Array {
  return line.length < 4 ? line : Float32Array.of(...line, line[0]!, line[1]!);
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
