/**
 * The guide robot as events, for meso runs: talks, leads at the slower one's pace, drives back, charges. No brain, no body:
 * times are path length / speed, every question is understood, nobody is lost. Of a hall parts of which close it knows the windows, its
 * post and its dock: nobody is led where no way is open, drives that have begun end as planned. Energy is the same power model, integrated
 * in closed form. Micro runs the real brain; the two agree only as far as these simplifications go.
 */
import type { HallSpec } from '../spec';
import { capacityJ } from './battery';

/** Numbered like ROBOT_ACTIVITIES. */
export const MesoState = {
  atPost: 1,
  talking: 2,
  leading: 3,
  returning: 5,
  toDock: 6,
  charging: 8,
  /** At a window or on its dock, and what is closed leaves no way back. */
  stuck: 11,
} as const;

export type MesoRobotsState = {
  readonly state: Uint8Array;
  readonly chargeRatio: Float64Array;
  readonly settledS: Float64Array;
  readonly distanceM: Float64Array;
  readonly legM: Float64Array;
  readonly window: Int32Array;
};

const GRAVITY = 9.81;

export class MesoRobots {
  /** (robots) MesoState. */
  readonly state: Uint8Array;
  readonly chargeRatio: Float64Array;
  readonly distanceM: Float64Array;
  /** Length of the drive under way, counted when it ends. */
  readonly legM: Float64Array;
  /** (robots) window that it leads to, or was last led to; -1 = none since it stood on its dock. */
  readonly window: Int32Array;
  private readonly settledS: Float64Array;

  constructor(private readonly spec: HallSpec) {
    const count = spec.robots.length;
    this.state = new Uint8Array(count).fill(MesoState.atPost);
    this.chargeRatio = Float64Array.from(spec.robots, (robot) => robot.initialChargeRatio);
    this.distanceM = new Float64Array(count);
    this.legM = new Float64Array(count);
    this.window = new Int32Array(count).fill(-1);
    this.settledS = new Float64Array(count).fill(spec.openS);
  }

  isAtPost(robot: number): boolean {
    return this.state[robot] === MesoState.atPost;
  }

  /** Brings the battery up to `nowS`; a drive under way (`legM`) ends now. */
  settle(robot: number, nowS: number): void {
    const drivenM = this.legM[robot] as number;
    this.legM[robot] = 0;
    const unit = this.spec.robots[robot];
    if (!unit) return;
    const { battery, massKg } = unit.body;
    const passedS = nowS - (this.settledS[robot] as number);
    this.settledS[robot] = nowS;
    const packJ = capacityJ(battery);
    if (this.state[robot] === MesoState.charging) {
      const gained = (battery.chargeCurrentA * battery.voltageV * passedS) / packJ;
      this.chargeRatio[robot] = Math.min(1, (this.chargeRatio[robot] as number) + gained);
      return;
    }
    const powerW = this.state[robot] === MesoState.atPost ? battery.idleW : battery.activeW;
    const usedJ = powerW * passedS + battery.rollingResistance * massKg * GRAVITY * drivenM;
    this.distanceM[robot] = (this.distanceM[robot] as number) + drivenM;
    this.chargeRatio[robot] = Math.max(0, (this.chargeRatio[robot] as number) - usedJ / packJ);
  }

  /** Seconds on the dock until the charge target, at constant current (the taper above it is left out). */
  chargeTimeS(robot: number): number {
    const unit = this.spec.robots[robot];
    if (!unit) return 0;
    const missing = Math.max(0, unit.brainParams.chargeUntilRatio - (this.chargeRatio[robot] as number));
    const { capacityAh, capacityShare, chargeCurrentA } = unit.body.battery;
    return (missing * capacityAh * capacityShare * 3600) / chargeCurrentA;
  }

  save(): MesoRobotsState {
    return {
      state: this.state.slice(),
      chargeRatio: this.chargeRatio.slice(),
      settledS: this.settledS.slice(),
      distanceM: this.distanceM.slice(),
      legM: this.legM.slice(),
      window: this.window.slice(),
    };
  }

  load(state: MesoRobotsState): void {
    this.state.set(state.state);
    this.chargeRatio.set(state.chargeRatio);
    this.settledS.set(state.settledS);
    this.distanceM.set(state.distanceM);
    this.legM.set(state.legM);
    this.window.set(state.window);
  }
}
