/**
 * What a run means for the people around beyond clearances: the social work between robot and people, and how near the robot comes to
 * the middle of groups. Definitions in docs/sil.md; forces as in metrics/robot/socialForce.ts, groups as in metrics/robot/groups.ts.
 *
 * Groups are those of the mission file: people who stand round a point they face, and people who walk abreast. Left out: groups that
 * form by themselves in a full hall.
 */
import type { Hall } from '../../kernel/hall';
import { TICK_S } from '../../kernel/spec';
import { bandOf, type GroupMember, groupClearanceM } from '../../metrics/robot/groups';
import type { DiscColumns } from '../../metrics/robot/meter';
import { socialForce } from '../../metrics/robot/socialForce';
import type { Mission } from './schema';

/** Forces of people farther away (centres) are not summed, m. */
const FORCE_RANGE_M = 5;

export type SocialFigures = {
  /** Sum over time of the force on the robot from all people and of those on each of them from the robot, per unit of mass, m/s. */
  readonly socialWork: number;
  /** Rim to the middle of the nearest group, least, m; NaN without a group. */
  readonly groupGapMinM: number;
  /** Share of the time with a group there that the rim was within 0.45 m (intimate) and 1.2 m (personal) of its middle; NaN without. */
  readonly groupIntimate: number;
  readonly groupPersonal: number;
};

type State = { work: number; groupMinM: number; bands: number[]; steps: number };

/** The extras of each group, by their index. */
export function groupsOf(mission: Mission): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let next = 0;
  for (const entry of mission.people) {
    if (entry.kind === 'guest' || entry.kind === 'desk-visitors') continue;
    const count = entry.kind === 'walker' ? entry.count : entry.at.length;
    const together = entry.kind === 'walker' ? entry.abreastM > 0 : entry.facing !== undefined;
    if (together && count > 1) groups.push(Array.from({ length: count }, (_, k) => next + k));
    next += count;
  }
  return groups;
}

export class SocialMeter {
  private s: State = { work: 0, groupMinM: Number.POSITIVE_INFINITY, bands: [0, 0, 0, 0], steps: 0 };
  private readonly groups: readonly (readonly number[])[];

  constructor(
    mission: Mission,
    private readonly radiusM: number,
  ) {
    this.groups = groupsOf(mission);
  }

  /** After a tick. @param people around the robot, first `count` entries */
  step(hall: Hall, people: DiscColumns): void {
    const { robots } = hall;
    if (!robots) return;
    const robot = {
      xM: robots.xM[0] as number,
      yM: robots.yM[0] as number,
      vxMps: hall.robotVx[0] as number,
      vyMps: hall.robotVy[0] as number,
    };
    let onRobotX = 0;
    let onRobotY = 0;
    for (let i = 0; i < people.count; i++) {
      const person = {
        xM: people.xM[i] as number,
        yM: people.yM[i] as number,
        vxMps: people.vxMps[i] as number,
        vyMps: people.vyMps[i] as number,
      };
      if (Math.hypot(person.xM - robot.xM, person.yM - robot.yM) > FORCE_RANGE_M) continue;
      const [x, y] = socialForce(robot, person);
      onRobotX += x;
      onRobotY += y;
      this.s.work += TICK_S * Math.hypot(...socialForce(person, robot));
    }
    this.s.work += TICK_S * Math.hypot(onRobotX, onRobotY);
    this.nearGroups(hall, robot.xM, robot.yM);
  }

  private nearGroups(hall: Hall, xM: number, yM: number): void {
    const { crowd, extras } = hall;
    if (!crowd || !extras || this.groups.length === 0) return;
    let nearest = Number.POSITIVE_INFINITY;
    for (const group of this.groups) {
      const members: GroupMember[] = [];
      for (const extra of group) {
        const row = extras.rowOf(extra);
        if (row < 0) continue;
        const yawRad = Math.atan2(crowd.headingY[row] as number, crowd.headingX[row] as number);
        members.push({ xM: crowd.xM[row] as number, yM: crowd.yM[row] as number, yawRad });
      }
      if (members.length > 1) nearest = Math.min(nearest, groupClearanceM(xM, yM, this.radiusM, members));
    }
    if (nearest === Number.POSITIVE_INFINITY) return;
    this.s.steps++;
    this.s.groupMinM = Math.min(this.s.groupMinM, nearest);
    const band = bandOf(nearest);
    this.s.bands[band] = (this.s.bands[band] as number) + 1;
  }

  figures(): SocialFigures {
    const { work, groupMinM, bands, steps } = this.s;
    const share = (count: number): number => (steps > 0 ? count / steps : Number.NaN);
    return {
      socialWork: work,
      groupGapMinM: steps > 0 ? groupMinM : Number.NaN,
      groupIntimate: share(bands[0] as number),
      groupPersonal: share((bands[0] as number) + (bands[1] as number)),
    };
  }

  save(): unknown {
    return structuredClone(this.s);
  }

  load(state: unknown): void {
    this.s = structuredClone(state) as State;
  }
}
