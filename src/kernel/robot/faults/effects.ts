/** What the faults of one robot amount to at a tick. Pure functions of the spec and the tick: nothing here is saved. */
import { maskOf } from '../bumper';
import type { FaultEffect, FaultSpec } from './spec';

/** Strengths that act now; NO_EFFECTS when all is well. */
export type Effects = {
  readonly lidarDropoutShare: number;
  readonly lidarDead: boolean;
  /** [from, to] rad in the base frame, counter-clockwise. */
  readonly stuckSectors: readonly (readonly [number, number])[];
  readonly odometryDistanceShare: number;
  readonly odometryYawRadPerM: number;
  readonly slipShare: number;
  readonly imuBiasRps: number;
  readonly cameraBlind: boolean;
  readonly falseAlarmsPerMin: number;
  readonly microphoneDeaf: boolean;
  /** Segments that say "touched", a mask (bumper.ts). */
  readonly bumperStuck: number;
  readonly contactGapM: number;
  readonly markerHidden: boolean;
  readonly extraOhm: number;
  readonly capacityShare: number;
  readonly commandDelayS: number;
  readonly commandLossShare: number;
  readonly perceptDelayS: number;
  readonly perceptLossShare: number;
  readonly emergencyStop: boolean;
};

export const NO_EFFECTS: Effects = {
  lidarDropoutShare: 0,
  lidarDead: false,
  stuckSectors: [],
  odometryDistanceShare: 0,
  odometryYawRadPerM: 0,
  slipShare: 0,
  imuBiasRps: 0,
  cameraBlind: false,
  falseAlarmsPerMin: 0,
  microphoneDeaf: false,
  bumperStuck: 0,
  contactGapM: 0,
  markerHidden: false,
  extraOhm: 0,
  capacityShare: 1,
  commandDelayS: 0,
  commandLossShare: 0,
  perceptDelayS: 0,
  perceptLossShare: 0,
  emergencyStop: false,
};

/** Adds a fault to what acts already: delays, rates and biases add up, of shares the larger counts. */
export function withFault(sum: Effects, fault: FaultEffect): Effects {
  switch (fault.kind) {
    case 'lidar-dropout':
      return { ...sum, lidarDropoutShare: Math.max(sum.lidarDropoutShare, fault.share) };
    case 'lidar-dead':
      return { ...sum, lidarDead: true };
    case 'lidar-stuck-sector':
      return { ...sum, stuckSectors: [...sum.stuckSectors, [fault.fromRad, fault.toRad]] };
    case 'odometry-bias':
      return {
        ...sum,
        odometryDistanceShare: sum.odometryDistanceShare + fault.distanceShare,
        odometryYawRadPerM: sum.odometryYawRadPerM + fault.yawRadPerM,
      };
    case 'wheel-slip':
      return { ...sum, slipShare: Math.max(sum.slipShare, fault.share) };
    case 'imu-bias':
      return { ...sum, imuBiasRps: sum.imuBiasRps + fault.yawRateRps };
    case 'camera-blind':
      return { ...sum, cameraBlind: true };
    case 'detector-false-alarms':
      return { ...sum, falseAlarmsPerMin: sum.falseAlarmsPerMin + fault.perMin };
    case 'microphone-deaf':
      return { ...sum, microphoneDeaf: true };
    case 'bumper-stuck':
      return { ...sum, bumperStuck: sum.bumperStuck | maskOf(fault.side) };
    case 'dock-contact-gap':
      return { ...sum, contactGapM: Math.max(sum.contactGapM, fault.gapM) };
    case 'dock-marker-hidden':
      return { ...sum, markerHidden: true };
    case 'battery-sag':
      return { ...sum, extraOhm: sum.extraOhm + fault.resistanceOhm };
    case 'battery-aged':
      return { ...sum, capacityShare: Math.min(sum.capacityShare, fault.capacityShare) };
    case 'command-delay':
      return { ...sum, commandDelayS: sum.commandDelayS + fault.delayS };
    case 'command-loss':
      return { ...sum, commandLossShare: Math.max(sum.commandLossShare, fault.share) };
    case 'percept-delay':
      return { ...sum, perceptDelayS: sum.perceptDelayS + fault.delayS };
    case 'percept-loss':
      return { ...sum, perceptLossShare: Math.max(sum.perceptLossShare, fault.share) };
    case 'emergency-stop':
      return { ...sum, emergencyStop: true };
    case 'battery-low':
    case 'kidnapped':
      return sum;
  }
}

/** Faults that happen at a moment instead of lasting. */
export type Moment = Extract<FaultEffect, { kind: 'battery-low' | 'kidnapped' }>;

function isMoment(fault: FaultEffect): fault is Moment {
  return fault.kind === 'battery-low' || fault.kind === 'kidnapped';
}

/** The faults of one robot along the ticks. */
export class FaultTimeline {
  /** Ticks at which something begins or ends, ascending; and what acts from each of them on. */
  private readonly edges: readonly number[];
  private readonly effects: readonly Effects[];
  private readonly moments: readonly { readonly tick: number; readonly fault: Moment }[];

  /** @param startS hall clock at tick 0 @param tickS seconds a tick */
  constructor(faults: readonly FaultSpec[], startS: number, tickS: number) {
    const tickOf = (timeS: number): number => Math.max(1, Math.ceil((timeS - startS) / tickS - 1e-9));
    const lasting = faults
      .filter((fault) => !isMoment(fault))
      .map((fault) => ({ fault, from: tickOf(fault.fromS), to: tickOf(fault.toS) }))
      .filter(({ from, to }) => to > from);
    this.moments = faults
      .filter((fault) => isMoment(fault))
      .map((fault) => ({ tick: tickOf(fault.fromS), fault: fault as Moment }))
      .sort((a, b) => a.tick - b.tick);
    const edges = [...new Set(lasting.flatMap(({ from, to }) => [from, to]))].filter(Number.isFinite);
    edges.sort((a, b) => a - b);
    this.edges = edges;
    this.effects = edges.map((edge) =>
      lasting
        .filter(({ from, to }) => from <= edge && edge < to)
        .reduce((sum, { fault }) => withFault(sum, fault), NO_EFFECTS),
    );
  }

  /** The same object as long as nothing changes. */
  effectsAt(tick: number): Effects {
    let found = NO_EFFECTS;
    for (let k = 0; k < this.edges.length && (this.edges[k] as number) <= tick; k++) found = this.effects[k] as Effects;
    return found;
  }

  /** Next tick after `tick` at which something begins, ends or happens; Infinity = never. */
  nextTick(tick: number): number {
    for (const edge of this.edges) if (edge > tick) return Math.min(edge, this.nextMoment(tick));
    return this.nextMoment(tick);
  }

  private nextMoment(tick: number): number {
    for (const moment of this.moments) if (moment.tick > tick) return moment.tick;
    return Number.POSITIVE_INFINITY;
  }

  /** What happens at exactly this tick. */
  momentsAt(tick: number): readonly Moment[] {
    return this.moments.filter((moment) => moment.tick === tick).map((moment) => moment.fault);
  }
}
