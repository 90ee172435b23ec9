/** Makes frames from a hall: copies columns, adds live figures and the feed. One builder a running hall. */
import { atan2 } from '../kernel/base/detmath';
import { Phase } from '../kernel/demand/phase';
import { EventKind } from '../kernel/events';
import type { Hall } from '../kernel/hall';
import { positionOf } from '../kernel/mover';
import { isChild } from '../kernel/people/company';
import { MesoState } from '../kernel/robot/mesoRobots';
import { ROBOT_ACTIVITIES } from '../kernel/robot/system';
import { deskIsLeft } from '../kernel/rules/fetchHelp';
import type { FetchState } from '../kernel/rules/fetchState';
import { ADDED_BASE, SCRIPTED_BASE } from '../kernel/service/journey';
import { WindowState } from '../kernel/service/tables';
import { LiveStatistics } from '../metrics/live';
import type { FeedLine, Frame, HallDrawing, LiveFigures, RobotFrame, WindowColumns } from './frame';
import { CHILD_BUILD } from './frame';

const FEED_MAX = 50;
/** A spoken line stays visible this long, hall seconds. */
const SPEECH_SHOWN_S = 6;

export function drawingOf(hall: Hall, run: number): HallDrawing {
  const { spec } = hall;
  return {
    run,
    scenarioId: spec.id,
    nameZh: spec.nameZh,
    nameEn: spec.nameEn,
    layout: spec.layout,
    startS: hall.startS,
    openS: spec.openS,
    closeS: spec.closeS,
    endS: spec.endS,
    seed: spec.seed,
    resolution: spec.resolution,
    groups: spec.groups,
    items: spec.items.map(({ id, nameZh, nameEn, group }) => ({ id, nameZh, nameEn, group })),
    robots: spec.robots.map((robot) => ({
      id: robot.id,
      nameZh: robot.nameZh,
      nameEn: robot.nameEn,
      radiusM: robot.body.radiusM,
      heightM: robot.body.heightM,
    })),
    scripted: spec.scripted.map(({ nameZh, nameEn }) => ({ nameZh, nameEn })),
    scriptedBase: SCRIPTED_BASE,
    addedBase: ADDED_BASE,
    assumptions: spec.assumptions,
    classes: (spec.rules.priority?.classes ?? []).map(({ nameZh, nameEn }) => ({ nameZh, nameEn })),
    channels: (spec.rules.channels ?? []).map(({ kind }) => kind),
    areas: (hall.closures?.areas ?? []).map(({ id, nameZh, nameEn, polygon }) => ({ id, nameZh, nameEn, polygon })),
  };
}

export class FrameBuilder {
  private sequence = 0;
  private epoch = 0;
  private feedRead = 0;
  private readonly live = new LiveStatistics();
  overlays = false;

  /** @param run number of the run, see HallDrawing */
  constructor(private readonly run: number) {}

  /**
   * Call after the hall was wound or replaced: the next frame starts a new epoch, nothing is interpolated into it, and its
   * feed holds the last facts before it.
   */
  newEpoch(hall: Hall): void {
    this.epoch++;
    this.feedRead = Math.max(0, hall.log.length - FEED_MAX);
  }

  build(hall: Hall): Frame {
    this.live.update(hall.log);
    return {
      run: this.run,
      sequence: this.sequence++,
      epoch: this.epoch,
      tick: hall.tick,
      timeS: hall.nowS,
      finished: hall.finished,
      ...people(hall),
      closedAreas: hall.closures?.closed.slice() ?? new Uint8Array(0),
      windows: windows(hall),
      ...(hall.fetch ? { desksLeft: desksLeft(hall, hall.fetch) } : {}),
      robots: robots(hall, this.overlays),
      live: this.figures(hall),
      feed: this.feed(hall),
    };
  }

  private figures(hall: Hall): LiveFigures {
    const { windows: table, tickets } = hall;
    let utilization = 0;
    let staffed = 0;
    for (let i = 0; i < table.state.length; i++) {
      const use = windowClocks(hall, i);
      if (use.openS <= 0) continue;
      utilization += use.busyS / use.openS;
      staffed++;
    }
    const queueByGroup = Array.from(tickets.waiting);
    return {
      arrived: this.live.arrived,
      served: this.live.served,
      inside: hall.citizens.inside,
      waiting: queueByGroup.reduce((sum, waiting) => sum + waiting, 0),
      waitMeanS: this.live.waitMeanS(),
      waitP90S: this.live.waitQuantileS(0.9),
      throughputPerHour: this.live.throughputPerHour(hall.nowS),
      utilizationMean: staffed === 0 ? 0 : utilization / staffed,
      queueByGroup,
    };
  }

  private feed(hall: Hall): FeedLine[] {
    const { log, speech } = hall;
    if (this.feedRead > log.length) this.feedRead = log.length;
    const from = Math.max(this.feedRead, log.length - FEED_MAX);
    this.feedRead = log.length;
    const lines: FeedLine[] = [];
    for (let i = from; i < log.length; i++) {
      const kind = log.kind[i] as number;
      const a = log.a[i] as number;
      lines.push({
        timeS: log.timeS[i] as number,
        kind,
        citizen: log.citizen[i] as number,
        a,
        b: log.b[i] as number,
        text: kind === EventKind.spoke ? (speech[a]?.text ?? null) : null,
        robot: kind === EventKind.spoke ? (speech[a]?.robot ?? -1) : -1,
      });
    }
    return lines;
  }
}

/** Buffers of a frame that can be transferred instead of copied. */
export function transferables(frame: Frame): ArrayBuffer[] {
  const columns = [
    frame.citizen,
    frame.xM,
    frame.yM,
    frame.headingRad,
    frame.speedMps,
    frame.phase,
    frame.build,
    frame.ticketGroup,
    frame.ticketNumber,
    frame.windows.state,
    frame.windows.ticketGroup,
    frame.windows.ticketNumber,
    frame.windows.utilization,
    frame.windows.served,
  ];
  return columns.map((column) => column.buffer as ArrayBuffer);
}

type PeopleColumns = Pick<
  Frame,
  'people' | 'citizen' | 'xM' | 'yM' | 'headingRad' | 'speedMps' | 'phase' | 'build' | 'ticketGroup' | 'ticketNumber'
>;

function people(hall: Hall): PeopleColumns {
  const { citizens, crowd } = hall;
  const count = citizens.inside;
  const columns = {
    citizen: new Int32Array(count),
    xM: new Float32Array(count),
    yM: new Float32Array(count),
    headingRad: new Float32Array(count),
    speedMps: new Float32Array(count),
    phase: new Uint8Array(count),
    build: new Uint8Array(count),
    ticketGroup: new Uint8Array(count),
    ticketNumber: new Int32Array(count),
  };
  let n = 0;
  for (let row = 0; row < citizens.rows; row++) {
    const phase = citizens.phase[row] as number;
    if (phase === Phase.absent || phase === Phase.outside) continue;
    columns.citizen[n] = citizens.number[row] as number;
    if (crowd) {
      columns.xM[n] = crowd.xM[row] as number;
      columns.yM[n] = crowd.yM[row] as number;
      const vx = crowd.vxMps[row] as number;
      const vy = crowd.vyMps[row] as number;
      columns.speedMps[n] = Math.sqrt(vx * vx + vy * vy);
      columns.headingRad[n] = atan2(crowd.headingY[row] as number, crowd.headingX[row] as number);
    } else {
      const at = positionOf(hall, row);
      columns.xM[n] = at.xM;
      columns.yM[n] = at.yM;
      const place = hall.spec.layout.places[citizens.place[row] as number];
      columns.headingRad[n] = place?.facingRad ?? 0;
      columns.speedMps[n] = citizens.moving[row] ? (citizens.speedMps[row] as number) : 0;
    }
    columns.phase[n] = phase === Phase.accompanying && sitsBeside(hall, row) ? Phase.seated : phase;
    columns.build[n] = isChild(hall, row) ? CHILD_BUILD : (citizens.build[row] as number);
    const group = citizens.group[row] as number;
    columns.ticketGroup[n] = group < 0 ? 255 : group;
    columns.ticketNumber[n] = citizens.ticket[row] as number;
    n++;
  }
  return { people: n, ...columns };
}

/** A companion on the seat kept for it is drawn as somebody who sits. */
function sitsBeside(hall: Hall, row: number): boolean {
  const { citizens, spec } = hall;
  return citizens.moving[row] === 0 && spec.layout.places[citizens.place[row] as number]?.kind === 'seat';
}

/** Open and busy seconds of a window up to now. */
function windowClocks(hall: Hall, i: number): { openS: number; busyS: number } {
  const { windows: table } = hall;
  const state = table.state[i];
  const since = hall.nowS - (table.changedS[i] as number);
  return {
    openS: (table.openS[i] as number) + (state === WindowState.closed ? 0 : since),
    busyS: (table.busyS[i] as number) + (state === WindowState.serving ? since : 0),
  };
}

function windows(hall: Hall): WindowColumns {
  const { windows: table, citizens } = hall;
  const count = table.state.length;
  const utilization = new Float32Array(count);
  const ticketGroup = new Uint8Array(count).fill(255);
  const ticketNumber = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const use = windowClocks(hall, i);
    utilization[i] = use.openS > 0 ? use.busyS / use.openS : 0;
    const row = table.row[i] as number;
    if (row < 0) continue;
    ticketGroup[i] = citizens.group[row] as number;
    ticketNumber[i] = citizens.ticket[row] as number;
  }
  return { state: table.state.slice(), ticketGroup, ticketNumber, utilization, served: table.served.slice() };
}

function desksLeft(hall: Hall, fetch: FetchState): Uint8Array {
  return Uint8Array.from(hall.spec.layout.desks, (_, desk) => (deskIsLeft(hall, fetch, desk) ? 1 : 0));
}

const MESO_REASON = {
  en: 'Coarse resolution: no robot software is run.',
  zh: '粗粒度运行：不运行机器人软件。',
} as const;

const MOODS = {
  talking: 'listening',
  leading: 'happy',
  'waiting-for-follower': 'worried',
  charging: 'sleepy',
  stuck: 'worried',
} as Readonly<Record<string, string>>;

function robots(hall: Hall, overlays: boolean): RobotFrame[] {
  const { spec, robots: system, mesoRobots } = hall;
  return spec.robots.map((robot, i): RobotFrame => {
    const saying = lastLine(hall, i);
    if (system) {
      const activity = ROBOT_ACTIVITIES[system.activity[i] as number] ?? 'starting';
      const view = system.inspect(i);
      return {
        xM: system.xM[i] as number,
        yM: system.yM[i] as number,
        yawRad: system.yawRad[i] as number,
        activity,
        reason: view.reason,
        chargeRatio: system.chargeRatio[i] as number,
        charging: system.charging[i] === 1,
        saying,
        mood: MOODS[activity] ?? 'calm',
        windowId: null,
        mind: {
          goals: view.goals,
          error: system.status(i).status?.error?.name ?? null,
          localized: view.localized,
          sigmaM: view.sigmaM,
          guard: view.guardVerdict,
        },
        view: overlays ? view : null,
      };
    }
    const activity = ROBOT_ACTIVITIES[mesoRobots?.state[i] ?? 0] ?? 'starting';
    const { post, dock } = robot.site;
    const at = activity === 'charging' && dock ? dock.pose : post;
    return {
      ...at,
      activity,
      reason: MESO_REASON,
      chargeRatio: mesoRobots?.chargeRatio[i] ?? 0,
      charging: mesoRobots?.state[i] === MesoState.charging,
      saying,
      mood: MOODS[activity] ?? 'calm',
      windowId: null,
      mind: null,
      view: null,
    };
  });
}

function lastLine(hall: Hall, robot: number): string | null {
  for (let i = hall.speech.length - 1; i >= 0; i--) {
    const line = hall.speech[i];
    if (!line || hall.nowS - line.timeS > SPEECH_SHOWN_S) return null;
    if (line.robot === robot) return line.text;
  }
  return null;
}
