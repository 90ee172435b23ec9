/**
 * Feeds the space meter from a running hall: a look every half second of hall time, and one more just before time jumps, so that
 * what holds during the jump is known. It only reads, and hangs on the tick's own phases, so a measured day is the same day, tick by
 * tick, as an unmeasured one. A hall without it pays nothing.
 */
import { Phase } from '../kernel/demand/phase';
import type { Hall } from '../kernel/hall';
import type { PhaseProbe } from '../kernel/tick';
import { LOOK_TICKS, SpaceMeter, type SpaceOptions } from '../metrics/space/meter';
import type { SpaceResult } from '../metrics/space/result';
import { emptySample, reserveSample, type SpaceSample } from '../metrics/space/sample';

export class SpaceFeed {
  readonly meter: SpaceMeter;
  private readonly sample: SpaceSample;
  private readonly ticksPerLook: number;
  /** Last tick that was worked and not jumped over. */
  private workedTick: number;

  /** Measures from the hall's present moment on. Throws if nobody has a body. */
  constructor(
    private readonly hall: Hall,
    options: SpaceOptions,
  ) {
    if (!hall.crowd) throw new Error('space measures need resolution micro and walking people: nobody has a body here');
    const trackTicks = options.trackFps > 0 ? 20 / options.trackFps : LOOK_TICKS;
    this.ticksPerLook = Math.min(LOOK_TICKS, trackTicks);
    this.workedTick = hall.tick;
    this.sample = emptySample(hall.robots?.count ?? 0);
    this.meter = new SpaceMeter(hall.spec.layout, hall.timeOfTickS(hall.tick), hall.tick, options);
    this.look();
  }

  /** Hand it to `advance` and `stepTick`. */
  readonly probe: PhaseProbe = (phase) => {
    if (phase !== 'brains') return;
    const { hall } = this;
    if (hall.tick > this.workedTick + 1) this.meter.rested(hall.tick - 1);
    this.workedTick = hall.tick;
    const due = hall.tick % this.ticksPerLook === 0;
    if (due || ((hall.crowd?.walkers ?? 0) === 0 && !hall.robots?.awakeAt(hall.tick + 1))) this.look();
  };

  result(): SpaceResult {
    return this.meter.result(this.hall.tick);
  }

  /** Place index of the seat that a person holds, -1 = none. */
  private seatOf(row: number): number {
    const place = this.hall.citizens.place[row] as number;
    return this.hall.spec.layout.places[place]?.kind === 'seat' ? place : -1;
  }

  private look(): void {
    const { hall } = this;
    const sample = this.sample;
    const { citizens, crowd, robots } = hall;
    if (!crowd) return;
    reserveSample(sample, citizens.inside);
    sample.tick = hall.tick;
    let n = 0;
    for (let row = 0; row < citizens.rows; row++) {
      const phase = citizens.phase[row];
      if (phase === Phase.absent || phase === Phase.outside) continue;
      sample.row[n] = row;
      sample.number[n] = citizens.number[row] as number;
      sample.xM[n] = crowd.xM[row] as number;
      sample.yM[n] = crowd.yM[row] as number;
      sample.radiusM[n] = crowd.radiusM[row] as number;
      sample.moving[n] = citizens.moving[row] === 1 || phase === Phase.followRobot ? 1 : 0;
      const sits = phase === Phase.seated || (phase === Phase.accompanying && citizens.moving[row] === 0);
      sample.seat[n] = sits ? this.seatOf(row) : -1;
      n++;
    }
    sample.count = n;
    for (let i = 0; i < sample.robots; i++) {
      sample.robotXM[i] = robots?.xM[i] as number;
      sample.robotYM[i] = robots?.yM[i] as number;
      sample.robotRadiusM[i] = robots?.radiusM[i] as number;
    }
    this.meter.look(sample);
  }
}
