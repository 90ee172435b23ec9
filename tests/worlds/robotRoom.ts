/** Robots in a plain room with people as discs and a brain of the test's own: for bodies, sensors, faults. No day, no citizens. */
import type { Command, Percept, RobotBrain, SiteKnowledge } from '../../agents/contract';
import { defaultBrainParams } from '../../agents/guide-robot';
import type { HallLayout } from '../../src/kernel/layout';
import type { MakeRobotBodies } from '../../src/kernel/robot/body';
import { createRobotSystem } from '../../src/kernel/robot/createRobotSystem';
import type { FaultSpec } from '../../src/kernel/robot/faults';
import type { PeopleAround, RobotOutput, RobotSystem } from '../../src/kernel/robot/system';
import type { HallSpec, RobotBodySpec } from '../../src/kernel/spec';
import { queueSpec } from './queueSpec';
import { KETTY, room } from './room';

export type Person = {
  x: number;
  y: number;
  vx?: number;
  vy?: number;
  radius?: number;
  heading?: number;
  seated?: boolean;
};

/** Says what to do with each percept; sees nothing else. */
export type Drive = { readonly v?: number; readonly w?: number; readonly idle?: boolean };

export type RobotRoomOptions = {
  readonly layout?: HallLayout;
  readonly body?: Partial<RobotBodySpec>;
  readonly people?: Person[];
  readonly faults?: readonly FaultSpec[];
  readonly bodies?: MakeRobotBodies;
  readonly seed?: number;
  /** One entry a robot. */
  readonly starts?: readonly { readonly xM: number; readonly yM: number; readonly yawRad: number }[];
  readonly dock?: SiteKnowledge['dock'];
  readonly initialChargeRatio?: number;
  readonly decide?: (percept: Percept, robot: number) => Drive;
};

export class RobotRoom {
  readonly robots: RobotSystem;
  readonly people: Person[];
  private readonly columns: ReturnType<RobotRoom['makeColumns']>;
  /** Percepts of robot 0, copied. */
  readonly percepts: Percept[] = [];
  readonly outputs: RobotOutput[] = [];
  readonly spec: HallSpec;
  tick = 0;
  decide: (percept: Percept, robot: number) => Drive;

  constructor(options: RobotRoomOptions = {}) {
    const layout = options.layout ?? room(20, 10);
    const starts = options.starts ?? [{ xM: 3, yM: 5, yawRad: 0 }];
    this.people = options.people ?? [];
    this.columns = this.makeColumns();
    this.movePeople(0);
    this.decide = options.decide ?? (() => ({}));
    const base = queueSpec({
      windows: 0,
      closeS: 36_000,
      services: [{ kind: 'constant', meanS: 1 }],
      arrivals: [],
      seed: options.seed ?? 1,
    });
    this.spec = {
      ...base,
      layout,
      faults: options.faults ?? [],
      makeRobotBodies: options.bodies ?? null,
      robots: starts.map((start, i) => ({
        id: `robot-${i}`,
        nameZh: '机器人',
        nameEn: 'robot',
        post: -1,
        dock: -1,
        site: siteAt(start, options.dock ?? null),
        brainParams: defaultBrainParams,
        createBrain: () => this.brain(i),
        initialChargeRatio: options.initialChargeRatio ?? 0.9,
        body: { ...KETTY, ...options.body },
        latencyTicks: 1,
      })),
    };
    this.robots = createRobotSystem(this.spec, this.around(), (row) => this.people[row]?.seated === true);
  }

  get nowS(): number {
    return this.tick * 0.05;
  }

  /** Last percept of robot 0. */
  get percept(): Percept {
    const last = this.percepts.at(-1);
    if (!last) throw new Error('no percept yet');
    return last;
  }

  run(seconds: number): this {
    const end = this.tick + Math.round(seconds * 20);
    while (this.tick < end) {
      this.tick++;
      this.movePeople(0.05);
      this.robots.drive(this.tick);
      this.robots.sense(this.tick);
      this.outputs.push(...this.robots.takeOutputs());
    }
    return this;
  }

  private brain(robot: number): RobotBrain {
    return {
      step: (percept) => {
        if (robot === 0) this.percepts.push(structuredClone(percept));
        return commandOf(this.decide(percept, robot));
      },
      save: () => ({ version: 1, data: null }),
      load: () => {},
      inspect: () => {
        throw new Error('the test brain shows nothing');
      },
    };
  }

  private makeColumns() {
    const column = (): Float64Array => new Float64Array(this.people.length);
    return {
      xM: column(),
      yM: column(),
      vxMps: column(),
      vyMps: column(),
      headingX: column(),
      headingY: column(),
      radiusM: column(),
    };
  }

  private movePeople(dtS: number): void {
    const { columns } = this;
    this.people.forEach((person, row) => {
      const { vx = 0, vy = 0, heading = 0, radius = 0.2 } = person;
      person.x += vx * dtS;
      person.y += vy * dtS;
      columns.xM[row] = person.x;
      columns.yM[row] = person.y;
      columns.vxMps[row] = vx;
      columns.vyMps[row] = vy;
      columns.headingX[row] = Math.cos(heading);
      columns.headingY[row] = Math.sin(heading);
      columns.radiusM[row] = radius;
    });
  }

  private around(): PeopleAround {
    const { people } = this;
    return {
      ...this.columns,
      near(xM, yM, radiusM, out) {
        let n = 0;
        people.forEach((person, row) => {
          const dx = person.x - xM;
          const dy = person.y - yM;
          if (n < out.length && dx * dx + dy * dy <= radiusM * radiusM) out[n++] = row;
        });
        return n;
      },
    };
  }
}

function commandOf({ v = 0, w = 0, idle = false }: Drive): Command {
  return {
    velocity: { linearMps: v, angularRps: w },
    say: null,
    show: null,
    issueTicket: null,
    status: {
      activity: 'at-post',
      windowId: null,
      reason: { zh: '', en: '' },
      error: null,
      pose: { xM: 0, yM: 0, yawRad: 0 },
      localized: true,
      route: [],
      sensing: idle ? 'idle' : 'full',
    },
  };
}

function siteAt(start: SiteKnowledge['start'], dock: SiteKnowledge['dock']): SiteKnowledge {
  return {
    map: { originXM: 0, originYM: 0, resolutionM: 1, columns: 1, rows: 1, cells: new Uint8Array(1) },
    windows: [],
    items: [],
    post: start,
    dock,
    zones: [],
    patrol: [],
    refuge: null,
    start,
    robotName: { zh: '机', en: 'robot' },
    language: 'zh',
    canIssueTickets: false,
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function sd(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1));
}
