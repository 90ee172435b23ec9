/**
 * Moves the one camera: orbit and plan by three's OrbitControls, follow and walk-in by hand, and smooth changes between
 * them (none for people who asked their system for reduced motion).
 */
import { MOUSE, type PerspectiveCamera, Spherical, TOUCH, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { HallLayout } from '../../kernel/layout';
import { approach, clamp, lerpAngle } from '../interpolate';
import {
  blendPose,
  type CameraMode,
  type CameraPose,
  extentOf,
  eyeOf,
  followPose,
  keepInside,
  MAX_POLAR_RAD,
  orbitPose,
  planPose,
  walkPose,
} from './pose';
import { isWalkKey, Walker } from './walker';

export type Subject = { readonly xM: number; readonly yM: number; readonly headingRad: number };

/** Time of a change of view, seconds. */
const CHANGE_S = 0.9;
const LOOK_RAD_PER_PX = 0.0045;
const CHASE_S = 0.12;
const CHASE_TURN_S = 0.6;

export class CameraRig {
  readonly controls: OrbitControls;
  private mode: CameraMode['kind'] = 'orbit';
  private change: { from: CameraPose; startedS: number } | null = null;
  private clockS = 0;
  private aspect = 1;
  private now: CameraPose;
  private parked: CameraPose;
  private readonly walker: Walker;
  private readonly chase = { distanceM: 5.2, polarRad: 0.98, turnRad: 0, headingRad: 0, xM: 0, yM: 0, fresh: true };
  private readonly stop: (() => void)[] = [];
  private started = false;
  private touched = false;

  constructor(
    private readonly camera: PerspectiveCamera,
    private readonly surface: HTMLElement,
    keys: HTMLElement,
    private readonly layout: HallLayout,
    private readonly calm: boolean,
    private readonly wake: () => void,
  ) {
    this.walker = new Walker(layout);
    this.now = orbitPose(extentOf(layout), 1);
    this.parked = this.now;
    this.controls = new OrbitControls(camera, surface);
    this.controls.enableDamping = !calm;
    this.controls.dampingFactor = 0.12;
    this.controls.zoomToCursor = true;
    this.controls.listenToKeyEvents(keys);
    this.controls.keyPanSpeed = 18;
    this.controls.addEventListener('change', wake);
    this.controls.addEventListener('start', this.touch);
    this.listen(keys);
  }

  private readonly touch = (): void => {
    this.touched = true;
  };

  resize(aspect: number): void {
    if (Math.abs(aspect - this.aspect) < 1e-4 && this.started) return;
    this.aspect = aspect;
    this.camera.aspect = aspect;
    const extent = extentOf(this.layout);
    if (!this.started || (!this.touched && this.mode === 'orbit')) {
      this.started = true;
      this.parked = orbitPose(extent, aspect);
      this.now = this.mode === 'plan' ? planPose(extent, aspect) : this.parked;
      this.hand(this.now);
    } else if (!this.touched && this.mode === 'plan') {
      this.now = planPose(extent, aspect);
      this.hand(this.now);
    } else this.apply(this.now);
    this.wake();
  }

  setMode(mode: CameraMode['kind']): void {
    if (mode === this.mode) return;
    if (this.mode === 'orbit') this.parked = this.readControls();
    const from = this.usesControls() ? this.readControls() : this.now;
    this.mode = mode;
    this.touched = false;
    this.chase.fresh = true;
    this.chase.turnRad = 0;
    this.walker.releaseAll();
    this.change = this.calm ? null : { from, startedS: this.clockS };
    this.setUpControls();
    if (!this.change && this.usesControls()) this.hand(this.resting());
    this.wake();
  }

  /** Back to the first view of the mode. */
  reset(): void {
    this.parked = orbitPose(extentOf(this.layout), this.aspect);
    this.touched = false;
    this.change = this.calm
      ? null
      : { from: this.usesControls() ? this.readControls() : this.now, startedS: this.clockS };
    if (this.usesControls()) this.hand(this.resting());
    this.wake();
  }

  /** `subject`: who is followed, null = nobody there. Returns true while the camera moves by itself. */
  update(dtS: number, subject: Subject | null): boolean {
    this.clockS += dtS;
    let moving = this.mode === 'walk' && this.walker.update(dtS);
    if (this.mode === 'follow' && subject) moving = this.trail(dtS, subject) || moving;
    if (this.change) {
      const share = (this.clockS - this.change.startedS) / CHANGE_S;
      const aim = this.aim(subject);
      if (share < 1) {
        this.apply(blendPose(this.change.from, aim, share));
        return true;
      }
      this.change = null;
      if (this.usesControls()) this.hand(aim);
    }
    if (this.usesControls()) {
      this.controls.enabled = true;
      keepInside(this.controls.target, extentOf(this.layout));
      moving = this.controls.update(dtS) || moving;
      this.now = this.readControls();
      this.setDepth(this.now.distanceM);
    } else this.apply(this.aim(subject));
    return moving;
  }

  private usesControls(): boolean {
    return this.mode === 'orbit' || this.mode === 'plan' || (this.mode === 'follow' && this.chase.fresh);
  }

  private resting(): CameraPose {
    return this.mode === 'plan' ? planPose(extentOf(this.layout), this.aspect) : this.parked;
  }

  private aim(subject: Subject | null): CameraPose {
    if (this.mode === 'walk') {
      const { xM, yM, yawRad, pitchRad } = this.walker;
      return walkPose(xM, yM, yawRad, pitchRad);
    }
    if (this.mode === 'follow' && (subject || !this.chase.fresh)) {
      const { xM, yM, headingRad, turnRad, distanceM, polarRad } = this.chase;
      return followPose(xM, yM, headingRad + turnRad, distanceM, polarRad);
    }
    return this.resting();
  }

  /** Follows with a little give; true while it has not caught up. */
  private trail(dtS: number, subject: Subject): boolean {
    const chase = this.chase;
    if (chase.fresh) {
      chase.fresh = false;
      Object.assign(chase, { xM: subject.xM, yM: subject.yM, headingRad: subject.headingRad });
      this.setUpControls();
      return true;
    }
    const near = this.calm ? 1 : approach(dtS, CHASE_S);
    const gap = Math.hypot(subject.xM - chase.xM, subject.yM - chase.yM);
    chase.xM += (subject.xM - chase.xM) * near;
    chase.yM += (subject.yM - chase.yM) * near;
    const before = chase.headingRad;
    if (gap > 0.004) chase.headingRad = lerpAngle(before, subject.headingRad, approach(dtS, CHASE_TURN_S));
    return gap > 0.004;
  }

  private setUpControls(): void {
    const { controls } = this;
    const plan = this.mode === 'plan';
    controls.enabled = false;
    controls.enableRotate = !plan;
    controls.minPolarAngle = 0;
    controls.maxPolarAngle = plan ? 0.0001 : MAX_POLAR_RAD;
    controls.mouseButtons = { LEFT: plan ? MOUSE.PAN : MOUSE.ROTATE, MIDDLE: MOUSE.DOLLY, RIGHT: MOUSE.PAN };
    controls.touches = { ONE: plan ? TOUCH.PAN : TOUCH.ROTATE, TWO: TOUCH.DOLLY_PAN };
    controls.screenSpacePanning = plan;
    const rest = this.resting();
    controls.minDistance = plan ? rest.distanceM * 0.05 : 2.2;
    controls.maxDistance = rest.distanceM * (plan ? 1.6 : 2.2);
    if (this.usesControls() && !this.change) controls.enabled = true;
  }

  /** Puts the camera at a pose and lets the controls go on from there. */
  private hand(pose: CameraPose): void {
    this.setUpControls();
    this.controls.target.set(pose.x, pose.y, pose.z);
    this.apply(pose);
    this.controls.update();
  }

  private readControls(): CameraPose {
    const offset = new Vector3().subVectors(this.camera.position, this.controls.target);
    const at = new Spherical().setFromVector3(offset);
    const { x, y, z } = this.controls.target;
    return { x, y, z, azimuthRad: at.theta, polarRad: at.phi, distanceM: at.radius, fovDeg: this.camera.fov };
  }

  private apply(pose: CameraPose): void {
    this.now = pose;
    const eye = eyeOf({ ...pose, polarRad: Math.max(pose.polarRad, 0.0001) });
    this.camera.position.set(eye.x, eye.y, eye.z);
    this.camera.fov = pose.fovDeg;
    this.camera.lookAt(pose.x, pose.y, pose.z);
    this.setDepth(pose.distanceM);
  }

  private setDepth(distanceM: number): void {
    const reach = Math.hypot(this.layout.maxXM - this.layout.minXM, this.layout.maxYM - this.layout.minYM) + 20;
    this.camera.near = clamp(distanceM - reach * 0.8, Math.min(0.1, distanceM / 20), distanceM) * 0.9;
    if (distanceM < reach) this.camera.near = Math.max(0.06, distanceM * 0.02);
    this.camera.far = distanceM + reach * 1.3;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
  }

  private listen(keys: HTMLElement): void {
    const on = <K extends keyof HTMLElementEventMap>(
      target: HTMLElement,
      type: K,
      act: (event: HTMLElementEventMap[K]) => void,
      options?: AddEventListenerOptions,
    ): void => {
      target.addEventListener(type, act, options);
      this.stop.push(() => target.removeEventListener(type, act, options));
    };
    let drag: { id: number; x: number; y: number } | null = null;
    on(this.surface, 'pointerdown', (event) => {
      if (!this.usesControls()) drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
    });
    on(this.surface, 'pointermove', (event) => {
      if (drag?.id !== event.pointerId || this.usesControls()) return;
      this.dragBy(event.clientX - drag.x, event.clientY - drag.y);
      drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
    });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
      on(this.surface, end, () => {
        drag = null;
      });
    }
    on(
      this.surface,
      'wheel',
      (event) => {
        if (this.mode !== 'follow' || this.chase.fresh) return;
        event.preventDefault();
        this.chase.distanceM = clamp(this.chase.distanceM * Math.exp(event.deltaY * 0.001), 1.4, 16);
        this.wake();
      },
      { passive: false },
    );
    on(keys, 'keydown', (event) => this.press(event, true));
    on(keys, 'keyup', (event) => this.press(event, false));
    on(keys, 'blur', () => this.walker.releaseAll());
  }

  private press(event: KeyboardEvent, down: boolean): void {
    if (this.mode !== 'walk' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code.startsWith('Shift')) this.walker.key(event.code, down);
    if (!isWalkKey(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    this.walker.key(event.code, down);
    this.wake();
  }

  private dragBy(dx: number, dy: number): void {
    if (this.mode === 'walk') this.walker.look(dx * LOOK_RAD_PER_PX, dy * LOOK_RAD_PER_PX);
    else {
      this.chase.turnRad -= dx * LOOK_RAD_PER_PX;
      this.chase.polarRad = clamp(this.chase.polarRad - dy * LOOK_RAD_PER_PX, 0.35, MAX_POLAR_RAD);
    }
    this.wake();
  }

  dispose(): void {
    for (const stop of this.stop) stop();
    this.controls.removeEventListener('change', this.wake);
    this.controls.removeEventListener('start', this.touch);
    this.controls.dispose();
  }
}
