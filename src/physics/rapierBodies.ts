/**
 * The robots' bodies as rigid bodies: upright cylinders among fixed walls and furniture, with people near them as kinematic
 * cylinders. The only file that knows Rapier (its deterministic build). Rapier's y is up; hall (x, y) is Rapier (x, -z).
 */
import RAPIER from '@dimforge/rapier3d-compat';
import { atan2, cos, sin, wrapAngle } from '../kernel/base/detmath';
import type { HallLayout } from '../kernel/layout';
import type { MakeRobotBodies, NearbyPeople, RobotBodies, RobotBodyState } from '../kernel/robot/body';
import { noteTouchedSides } from '../kernel/robot/bumper';
import {
  makeSolidGap,
  makeSolidTouches,
  noteRobotTouches,
  type SolidGap,
  type SolidTouches,
} from '../kernel/robot/solidGap';
import type { RobotBodySpec } from '../kernel/spec';

/** Persons near a robot that get a body; no more fit round it within reach. */
const PEOPLE_PER_ROBOT = 12;
const PERSON_HALF_HEIGHT_M = 0.85;
/** Unused people wait far below the floor. */
const PARKED_Y = -50;
const WALL_THICKNESS_M = 0.1;
const TOUCH_M = 0.002;

/** Loads the engine once; afterwards bodies are made at once. */
export async function loadRapierBodies(): Promise<MakeRobotBodies> {
  await RAPIER.init();
  return (layout, specs) => new RapierBodies(layout, specs);
}

class RapierBodies implements RobotBodies {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  readonly touchesSolid: Uint8Array;
  readonly touchesPerson: Int32Array;
  readonly touchesRobot: Int32Array;
  readonly touchedSides: Uint8Array;
  private world: RAPIER.World;
  private readonly robotHandles: number[] = [];
  private readonly personHandles: number[] = [];
  private readonly personColliders: number[] = [];
  /** Radius each person collider has now. */
  private readonly personRadius: Float64Array;
  private readonly driven: Uint8Array;
  /** 1 while the body may move. */
  private readonly free: Uint8Array;
  private readonly radius: Float64Array;
  private readonly solidGap: SolidGap;
  private readonly solidTouches: SolidTouches;
  private readonly halfHeight: number[];
  private peopleUsed = 0;

  constructor(layout: HallLayout, specs: readonly RobotBodySpec[]) {
    const n = specs.length;
    this.xM = new Float64Array(n);
    this.yM = new Float64Array(n);
    this.yawRad = new Float64Array(n);
    this.linearMps = new Float64Array(n);
    this.angularRps = new Float64Array(n);
    this.touchesSolid = new Uint8Array(n);
    this.touchesPerson = new Int32Array(n).fill(-1);
    this.touchesRobot = new Int32Array(n).fill(-1);
    this.touchedSides = new Uint8Array(n);
    this.driven = new Uint8Array(n);
    this.free = new Uint8Array(n).fill(1);
    this.halfHeight = specs.map((spec) => spec.heightM / 2);
    this.personRadius = new Float64Array(PEOPLE_PER_ROBOT * n).fill(0.2);
    this.radius = Float64Array.from(specs, (spec) => spec.radiusM);
    this.solidGap = makeSolidGap(layout);
    this.solidTouches = makeSolidTouches(layout);
    this.world = new RAPIER.World({ x: 0, y: 0, z: 0 });
    this.addStatics(layout);
    specs.forEach((spec) => {
      const body = this.world.createRigidBody(
        RAPIER.RigidBodyDesc.dynamic()
          .setTranslation(0, spec.heightM / 2, 0)
          .enabledTranslations(true, false, true)
          .enabledRotations(false, true, false)
          .setCanSleep(false),
      );
      this.world.createCollider(
        RAPIER.ColliderDesc.cylinder(spec.heightM / 2, spec.radiusM)
          .setMass(spec.massKg)
          .setFriction(0)
          .setRestitution(0),
        body,
      );
      this.robotHandles.push(body.handle);
    });
    for (let k = 0; k < this.personRadius.length; k++) {
      const body = this.world.createRigidBody(
        RAPIER.RigidBodyDesc.kinematicPositionBased().setTranslation(k, PARKED_Y, 0),
      );
      const collider = this.world.createCollider(
        RAPIER.ColliderDesc.cylinder(PERSON_HALF_HEIGHT_M, 0.2).setFriction(0),
        body,
      );
      this.personHandles.push(body.handle);
      this.personColliders.push(collider.handle);
    }
  }

  private addStatics(layout: HallLayout): void {
    const box = (x: number, y: number, halfX: number, halfY: number, yaw: number, height: number): void => {
      this.world.createCollider(
        RAPIER.ColliderDesc.cuboid(halfX, height / 2, halfY)
          .setTranslation(x, height / 2, -y)
          .setRotation({ x: 0, y: sin(yaw / 2), z: 0, w: cos(yaw / 2) })
          .setFriction(0),
      );
    };
    for (const solid of layout.solids) {
      if (solid.blocksWalk && solid.kind !== 'drop')
        box(solid.xM, solid.yM, solid.halfXM, solid.halfYM, solid.yawRad, solid.heightM);
    }
    layout.outline.forEach(([x, y], i) => {
      const [nx, ny] = layout.outline[(i + 1) % layout.outline.length] as readonly [number, number];
      const dx = nx - x;
      const dy = ny - y;
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length === 0) return;
      // The wall stands outside the line: its inner face is the outline.
      const offX = (dy / length) * (WALL_THICKNESS_M / 2);
      const offY = (-dx / length) * (WALL_THICKNESS_M / 2);
      box((x + nx) / 2 + offX, (y + ny) / 2 + offY, length / 2, WALL_THICKNESS_M / 2, atan2(dy, dx), 2.5);
    });
  }

  place(i: number, xM: number, yM: number, yawRad: number): void {
    const body = this.world.getRigidBody(this.robotHandles[i] as number);
    body.setTranslation({ x: xM, y: this.halfHeight[i] as number, z: -yM }, true);
    body.setRotation({ x: 0, y: sin(yawRad / 2), z: 0, w: cos(yawRad / 2) }, true);
    body.setLinvel({ x: 0, y: 0, z: 0 }, true);
    body.setAngvel({ x: 0, y: 0, z: 0 }, true);
    this.xM[i] = xM;
    this.yM[i] = yM;
    this.yawRad[i] = yawRad;
    this.linearMps[i] = 0;
    this.angularRps[i] = 0;
  }

  drive(i: number, linearMps: number, angularRps: number): void {
    this.linearMps[i] = linearMps;
    this.angularRps[i] = angularRps;
    this.driven[i] = 1;
  }

  step(dtS: number, people: NearbyPeople): void {
    this.placePeople(people);
    for (let i = 0; i < this.xM.length; i++) this.setSpeed(i, dtS);
    this.world.timestep = dtS;
    this.world.step();
    for (let i = 0; i < this.xM.length; i++) this.readBack(i, people);
    noteRobotTouches(this, this.radius, TOUCH_M);
    noteTouchedSides(this, this.radius, this.solidTouches, people, TOUCH_M);
    this.driven.fill(0);
  }

  private setSpeed(i: number, dtS: number): void {
    const body = this.world.getRigidBody(this.robotHandles[i] as number);
    // A robot that is not driven has its wheels braked: nobody pushes it.
    if (this.driven[i] !== this.free[i]) {
      const free = this.driven[i] === 1;
      body.setEnabledTranslations(free, false, free, true);
      body.setEnabledRotations(false, free, false, true);
      this.free[i] = this.driven[i] as number;
    }
    const v = this.driven[i] === 1 ? (this.linearMps[i] as number) : 0;
    const w = this.driven[i] === 1 ? (this.angularRps[i] as number) : 0;
    // Half the turn ahead: the chord of the arc.
    const r = body.rotation();
    const half = (w * dtS) / 2;
    const cosYaw = r.w * r.w - r.y * r.y;
    const sinYaw = 2 * r.w * r.y;
    // Small-angle rotation by `half` (|half| < 0.04 rad): third order is exact to 1e-7.
    const ch = 1 - (half * half) / 2;
    const sh = half - (half * half * half) / 6;
    body.setLinvel({ x: v * (cosYaw * ch - sinYaw * sh), y: 0, z: -v * (sinYaw * ch + cosYaw * sh) }, true);
    body.setAngvel({ x: 0, y: w, z: 0 }, true);
  }

  private placePeople(people: NearbyPeople): void {
    const used = Math.min(people.count, this.personRadius.length);
    for (let k = 0; k < Math.max(used, this.peopleUsed); k++) {
      const body = this.world.getRigidBody(this.personHandles[k] as number);
      if (k >= used) {
        body.setTranslation({ x: k, y: PARKED_Y, z: 0 }, false);
        continue;
      }
      const radius = people.radiusM[k] as number;
      if (radius !== this.personRadius[k]) {
        this.world.getCollider(this.personColliders[k] as number).setRadius(radius);
        this.personRadius[k] = radius;
      }
      body.setTranslation({ x: people.xM[k] as number, y: PERSON_HALF_HEIGHT_M, z: -(people.yM[k] as number) }, false);
    }
    this.peopleUsed = used;
  }

  private readBack(i: number, people: NearbyPeople): void {
    const body = this.world.getRigidBody(this.robotHandles[i] as number);
    const at = body.translation();
    const r = body.rotation();
    const velocity = body.linvel();
    const cosYaw = r.w * r.w - r.y * r.y;
    const sinYaw = 2 * r.w * r.y;
    this.xM[i] = at.x;
    this.yM[i] = -at.z;
    this.yawRad[i] = yawOf(r.y, r.w);
    const driven = this.driven[i] === 1;
    this.linearMps[i] = driven ? velocity.x * cosYaw - velocity.z * sinYaw : 0;
    this.angularRps[i] = driven ? body.angvel().y : 0;
    this.touchesSolid[i] = this.solidGap(at.x, -at.z, this.radius[i] as number) <= TOUCH_M ? 1 : 0;
    this.touchesPerson[i] = -1;
    for (let k = 0; k < people.count; k++) {
      if (people.robot[k] !== i) continue;
      const dx = (people.xM[k] as number) - at.x;
      const dy = (people.yM[k] as number) + at.z;
      const reach = (this.radius[i] as number) + (people.radiusM[k] as number) + TOUCH_M;
      if (dx * dx + dy * dy > reach * reach) continue;
      this.touchesPerson[i] = people.row[k] as number;
      break;
    }
  }

  save(): RobotBodyState {
    return {
      version: 1,
      data: {
        snapshot: this.world.takeSnapshot(),
        personRadius: this.personRadius.slice(),
        peopleUsed: this.peopleUsed,
        free: this.free.slice(),
        columns: [this.xM, this.yM, this.yawRad, this.linearMps, this.angularRps].map((column) => column.slice()),
        touchesSolid: this.touchesSolid.slice(),
        touchesPerson: this.touchesPerson.slice(),
        touchesRobot: this.touchesRobot.slice(),
        touchedSides: this.touchedSides.slice(),
      } satisfies Saved,
    };
  }

  load(state: RobotBodyState): void {
    const saved = state.data as Saved;
    const restored = RAPIER.World.restoreSnapshot(saved.snapshot);
    if (!restored) throw new Error('RapierBodies.load: the snapshot could not be read by this version of the engine');
    this.world.free();
    this.world = restored;
    this.personRadius.set(saved.personRadius);
    this.peopleUsed = saved.peopleUsed;
    this.free.set(saved.free);
    [this.xM, this.yM, this.yawRad, this.linearMps, this.angularRps].forEach((column, k) => {
      column.set(saved.columns[k] as Float64Array);
    });
    this.touchesSolid.set(saved.touchesSolid);
    this.touchesPerson.set(saved.touchesPerson);
    this.touchesRobot.set(saved.touchesRobot);
    this.touchedSides.set(saved.touchedSides);
  }
}

type Saved = {
  readonly snapshot: Uint8Array;
  readonly personRadius: Float64Array;
  readonly peopleUsed: number;
  readonly free: Uint8Array;
  readonly columns: readonly Float64Array[];
  readonly touchesSolid: Uint8Array;
  readonly touchesPerson: Int32Array;
  readonly touchesRobot: Int32Array;
  readonly touchedSides: Uint8Array;
};

/** Yaw of a rotation about the vertical. */
function yawOf(y: number, w: number): number {
  return wrapAngle(2 * atan2(y, w));
}
