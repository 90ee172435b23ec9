/** Made-up frames: people who sit, stand in line, are served and walk in rounds; a robot that leads somebody. */
import { Phase } from '../../../src/kernel/demand/phase';
import type { Frame, HallDrawing } from '../../../src/runtime/frame';

const TICK_S = 0.05;

export function fakeFrame(drawing: HallDrawing, people: number, sequence: number, overlays: boolean): Frame {
  const { layout } = drawing;
  const t = sequence * TICK_S;
  const frame: Frame = {
    run: 0,
    sequence,
    epoch: 1,
    tick: sequence,
    timeS: 9.5 * 3600 + t,
    finished: false,
    closedAreas: new Uint8Array(0),
    people,
    citizen: new Int32Array(people),
    xM: new Float32Array(people),
    yM: new Float32Array(people),
    headingRad: new Float32Array(people),
    speedMps: new Float32Array(people),
    phase: new Uint8Array(people),
    build: new Uint8Array(people),
    ticketGroup: new Uint8Array(people).fill(1),
    ticketNumber: new Int32Array(people).map((_, i) => i + 1),
    windows: {
      state: new Uint8Array(layout.windows.map((_, i) => [3, 1, 3, 2, 3, 3, 0, 2, 3, 1, 3, 3, 0, 3, 2][i % 15]!)),
      ticketGroup: new Uint8Array(layout.windows.map((plan) => plan.letter.charCodeAt(0) - 65)),
      ticketNumber: new Int32Array(layout.windows.map((_, i) => 7 + i * 5)),
      utilization: new Float32Array(layout.windows.length),
      served: new Int32Array(layout.windows.length),
    },
    robots: [],
    live: {
      arrived: 0,
      served: 0,
      inside: people,
      waiting: 0,
      waitMeanS: 0,
      waitP90S: 0,
      throughputPerHour: 0,
      utilizationMean: 0,
      queueByGroup: [],
    },
    feed: [],
  };
  for (let i = 0; i < people; i++) putPerson(frame, drawing, i, t);
  (frame as { robots: unknown }).robots = [robot(drawing, t, overlays)];
  return frame;
}

const hash = (i: number): number => ((Math.imul(i + 1, 2654435761) >>> 8) % 1000) / 1000;

function putPerson(frame: Frame, drawing: HallDrawing, i: number, t: number): void {
  const { layout } = drawing;
  const h = hash(i);
  frame.citizen[i] = i + 1;
  frame.build[i] = h < 0.25 ? 0 : h < 0.65 ? 1 : h < 0.8 ? 2 : h < 0.94 ? 3 : 4;
  const served = layout.windows.map((plan, w) => ({ plan, w })).filter(({ w }) => frame.windows.state[w] === 3);
  const at = (index: number, phase: number): void => {
    const place = layout.places[index]!;
    frame.xM[i] = place.restXM;
    frame.yM[i] = place.restYM;
    frame.headingRad[i] = place.facingRad;
    frame.phase[i] = phase;
  };
  if (i === 0) {
    follower(frame, t);
    return;
  }
  if (i < 1 + served.length) {
    at(served[i - 1]!.plan.place, Phase.beingServed);
    return;
  }
  const k = i - 1 - served.length;
  const lines = [...layout.kiosks, ...layout.desks].flatMap((plan) => [plan.place, ...plan.line.slice(0, 2)]);
  if (k < lines.length) {
    at(lines[k]!, k % 3 === 0 ? Phase.atServer : Phase.inLine);
    return;
  }
  const s = k - lines.length;
  if (s % 2 === 0 && s / 2 < layout.seats.length && frame.build[i] !== 4) {
    at(layout.seats[((s / 2) * 7) % layout.seats.length]!, Phase.seated);
    return;
  }
  if (frame.people > 300 && s % 3 === 1) {
    at(layout.stands[i % layout.stands.length]!, Phase.standing);
    return;
  }
  walker(frame, layout, i, t);
}

function walker(frame: Frame, layout: HallDrawing['layout'], i: number, t: number): void {
  const speed = frame.build[i] === 3 ? 0.75 : 0.95 + 0.5 * hash(i + 77);
  const y = 1.8 + 16 * hash(i + 5);
  const width = layout.maxXM - 10;
  const way = (hash(i + 9) * 2 * width + t * speed) % (2 * width);
  const east = way < width;
  frame.xM[i] = 4 + (east ? way : 2 * width - way);
  frame.yM[i] = y + 0.3 * Math.sin(way * 0.7) + (east ? 0 : 0.6);
  frame.headingRad[i] = Math.atan2(0.21 * Math.cos(way * 0.7), 1) * (east ? 1 : -1) + (east ? 0 : Math.PI);
  frame.speedMps[i] = speed;
  frame.phase[i] = [Phase.walkToLine, Phase.walkToWait, Phase.walkToWindow, Phase.leaving][
    Math.floor(hash(i + 3) * 4)
  ]!;
}

const along = (t: number) => ({ x: 10 + 5.5 * Math.cos(t * 0.12), y: 7.2 + 0.5 * Math.sin(t * 0.24), s: t });

function follower(frame: Frame, t: number): void {
  const now = along(t - 2.2);
  const next = along(t - 2.1);
  frame.xM[0] = now.x;
  frame.yM[0] = now.y;
  frame.headingRad[0] = Math.atan2(next.y - now.y, next.x - now.x);
  frame.speedMps[0] = Math.hypot(next.x - now.x, next.y - now.y) / 0.1;
  frame.phase[0] = Phase.followRobot;
  frame.build[0] = 1;
}

function robot(drawing: HallDrawing, t: number, overlays: boolean): Frame['robots'][number] {
  const now = along(t);
  const next = along(t + 0.1);
  const yawRad = Math.atan2(next.y - now.y, next.x - now.x);
  const plan: number[] = [];
  for (let k = 0; k < 40; k++) plan.push(along(t + k * 0.5).x, along(t + k * 0.5).y);
  const scan: number[] = [];
  for (let k = 0; k < 180; k++)
    scan.push(now.x + Math.cos(k / 28) * (2 + (k % 9) * 0.5), now.y + Math.sin(k / 28) * (2 + (k % 9) * 0.5));
  return {
    xM: now.x,
    yM: now.y,
    yawRad,
    activity: 'leading',
    reason: { zh: '', en: '' },
    chargeRatio: 0.7,
    charging: false,
    saying: drawing.layout.windows.length > 0 ? '请跟我来，我带您到 B01 窗口。' : null,
    mood: 'happy',
    windowId: 'B01',
    mind: null,
    view: overlays
      ? {
          estimate: { xM: now.x + 0.07, yM: now.y - 0.05, yawRad: yawRad + 0.05 },
          goals: ['lead'],
          reason: { zh: '', en: '' },
          localized: true,
          sigmaM: 0.03,
          particles: new Float32Array(0),
          localCosts: null,
          globalCosts: null,
          trajectories: [],
          tracks: [],
          guardZone: new Float32Array(0),
          guardVerdict: 'clear',
          spoken: null,
          plan: new Float32Array(plan),
          scanPoints: new Float32Array(scan),
          goal: { xM: plan[78]!, yM: plan[79]!, yawRad: 0 },
          guest: { xM: along(t - 2.2).x, yM: along(t - 2.2).y },
        }
      : null,
  };
}
