/** A recorded run as arrays -> the figures of the meter and those of groups. For recordings of others, and for tests. */
import { bandOf, groupClearanceM } from './groups';
import { METER_DEFAULTS, type MeterParams, RobotMeter } from './meter';

export type EpisodeTrack = {
  readonly radiusM: number;
  /** (samples) m, rad. */
  readonly xM: readonly number[];
  readonly yM: readonly number[];
  readonly yawRad: readonly number[];
  /** (samples) forward speed, m/s; absent = from positions. */
  readonly linearMps?: readonly number[];
  /** Group number, -1 = alone. */
  readonly group?: number;
};

export type Episode = {
  readonly dtS: number;
  readonly robot: EpisodeTrack;
  readonly people: readonly EpisodeTrack[];
  readonly goal: readonly [number, number] | null;
};

/** Feeds a meter with all samples. People's velocities are forward differences, zero at the last sample. */
export function measureEpisode(episode: Episode, params: Partial<MeterParams> = {}): RobotMeter {
  const { robot, people, dtS, goal } = episode;
  const meter = new RobotMeter({ ...METER_DEFAULTS, ...params, dtS, radiusM: robot.radiusM });
  const none = { count: 0, id: [], xM: [], yM: [], vxMps: [], vyMps: [], radiusM: [] };
  for (let k = 0; k < robot.xM.length; k++) {
    const velocity = (track: EpisodeTrack, axis: 'xM' | 'yM'): number =>
      k + 1 < track[axis].length ? ((track[axis][k + 1] as number) - (track[axis][k] as number)) / dtS : 0;
    const xM = robot.xM[k] as number;
    const yM = robot.yM[k] as number;
    meter.step({
      xM,
      yM,
      yawRad: robot.yawRad[k] as number,
      linearMps: robot.linearMps?.[k] ?? Math.hypot(velocity(robot, 'xM'), velocity(robot, 'yM')),
      goalActive: goal !== null,
      toGoalM: goal === null ? Number.NaN : Math.hypot(goal[0] - xM, goal[1] - yM),
      wallGapM: Number.NaN,
      people: {
        count: people.length,
        id: people.map((_, i) => i),
        xM: people.map((person) => person.xM[k] as number),
        yM: people.map((person) => person.yM[k] as number),
        vxMps: people.map((person) => velocity(person, 'xM')),
        vyMps: people.map((person) => velocity(person, 'yM')),
        radiusM: people.map((person) => person.radiusM),
      },
      robots: none,
      followerGapM: Number.NaN,
    });
  }
  return meter;
}

/** Shares of samples by band of the clearance to the nearest group's o-space: intimate, personal, social, public. */
export function groupBands(episode: Episode): readonly [number, number, number, number] {
  const { robot, people } = episode;
  const groups = [...new Set(people.map((person) => person.group ?? -1))].filter((group) => group >= 0);
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  const n = robot.xM.length;
  for (let k = 0; k < n; k++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const group of groups) {
      const members = people
        .filter((person) => person.group === group)
        .map((person) => ({
          xM: person.xM[k] as number,
          yM: person.yM[k] as number,
          yawRad: person.yawRad[k] as number,
        }));
      nearest = Math.min(
        nearest,
        groupClearanceM(robot.xM[k] as number, robot.yM[k] as number, robot.radiusM, members),
      );
    }
    counts[bandOf(nearest)]++;
  }
  return [counts[0] / n, counts[1] / n, counts[2] / n, counts[3] / n];
}
