/**
 * Hall tests H1 to H10: what must hold in any service hall, whatever the scenario. Each prints its figure beside the target.
 * H9 is Node against Node here; tests/e2e/hash.test.ts compares Node with the browser.
 */
import { describe, expect, it } from 'vitest';
import type { Command, CreateBrain } from '../../agents/contract';
import { eventLines } from '../../src/cli/tables';
import { Phase } from '../../src/kernel/demand/phase';
import { EventKind, LeaveReason } from '../../src/kernel/events';
import type { Hall } from '../../src/kernel/hall';
import { Hall as HallClass } from '../../src/kernel/hall';
import { finishCurrent, interruptResume } from '../../src/kernel/rules/policies/breaks';
import { byClass } from '../../src/kernel/rules/policies/callOrder';
import { atEnd } from '../../src/kernel/rules/policies/place';
import { NO_RULES, type RulesSpec } from '../../src/kernel/rules/spec';
import type { HallSpec } from '../../src/kernel/spec';
import { advance, stepTick } from '../../src/kernel/tick';
import { visitsOf } from '../../src/metrics/visits';
import { runHall, summaryOf } from '../../src/runtime/run';
import { queueSpec } from '../worlds/queueSpec';
import { hallOf, specOf } from '../worlds/shipped';
import { runSmall, story } from '../worlds/smallDay';

const withRules = (spec: HallSpec, rules: Partial<RulesSpec>): HallSpec => ({
  ...spec,
  rules: { ...NO_RULES, ...rules },
});
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const constant = (meanS: number) => ({ kind: 'constant', meanS }) as const;

/** Calls `look` after each event of a hall that is run to its end tick by tick. */
function watch(hall: Hall, look: (index: number) => void, eachTick?: () => void): void {
  let read = hall.log.length;
  while (!hall.finished) {
    const before = hall.tick;
    advance(hall, hall.spec.endS, 1);
    for (; read < hall.log.length; read++) look(read);
    eachTick?.();
    if (hall.tick === before && !hall.finished) break;
  }
}

describe('hall tests', () => {
  it('H1: first come first served within a class; no overtaking', async () => {
    const klass = (id: string, rank: number, share: number) => ({
      id,
      nameZh: '',
      nameEn: '',
      rank,
      headStartS: 0,
      share,
      builds: [],
    });
    const classes = [klass('ordinary', 2, 0), klass('elderly', 0, 0.2), klass('veteran', 1, 0.1)];
    const priority = { order: byClass, raiseAfterS: Number.POSITIVE_INFINITY, classes };
    let pairs = 0;
    let overtakings = 0;
    let jumped = 0;
    for (const resolution of ['meso', 'micro'] as const) {
      const hall = hallOf(withRules(await specOf('shiwan-day', { resolution }), { priority }));
      runHall(hall);
      const visits = visitsOf(hall.log)
        .filter((visit) => !Number.isNaN(visit.calledS))
        .sort((a, b) => a.ticketS - b.ticketS);
      for (let i = 0; i < visits.length; i++) {
        for (let k = i + 1; k < visits.length; k++) {
          const [first, second] = [visits[i]!, visits[k]!];
          if (second.ticketS > first.calledS) break;
          if (first.klass === second.klass) {
            pairs++;
            if (second.calledS < first.calledS) overtakings++;
          } else if (second.calledS < first.calledS) jumped++;
        }
      }
    }
    console.log(
      `H1 overtakings within a class: ${overtakings} (target 0) of ${pairs} pairs waiting at once; across classes ${jumped}`,
    );
    expect(pairs).toBeGreaterThan(500);
    expect(overtakings).toBe(0);
    expect(jumped).toBeGreaterThan(0);
  }, 300_000);

  it('H2: from the call to the start of the service = walking distance / own speed, within 10%', async () => {
    const hall = hallOf(await specOf('shiwan-day', { resolution: 'micro' }));
    const expected = new Map<number, { atS: number; wayS: number }>();
    const got: number[] = [];
    const wanted: number[] = [];
    watch(hall, (i) => {
      const citizen = hall.log.citizen[i] as number;
      const timeS = hall.log.timeS[i] as number;
      if (hall.log.kind[i] === EventKind.called) {
        const row = hall.citizens.number.indexOf(citizen);
        // Who is called on the way to a seat turns round: not counted.
        if (hall.citizens.phase[row] !== Phase.walkToWindow) return;
        const place = hall.spec.layout.places[hall.spec.layout.windows[hall.log.a[i] as number]?.place ?? -1];
        const x = hall.citizens.fromXM[row] as number;
        const y = hall.citizens.fromYM[row] as number;
        const wayM = place ? (hall.router?.distanceM(place.target, x, y, place.xM, place.yM) ?? 0) : 0;
        if (wayM > 2) expected.set(citizen, { atS: timeS, wayS: wayM / (hall.citizens.speedMps[row] as number) });
      }
      if (hall.log.kind[i] === EventKind.serviceStarted) {
        const call = expected.get(citizen);
        if (!call) return;
        got.push(timeS - call.atS);
        wanted.push(call.wayS);
      }
    });
    const ratio = mean(got) / mean(wanted);
    console.log(
      `H2 call to start: ${mean(got).toFixed(2)} s walked, ${mean(wanted).toFixed(2)} s = way / speed; ratio ${ratio.toFixed(3)} (target 0.9 to 1.1), n = ${got.length}`,
    );
    expect(got.length).toBeGreaterThan(200);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
  }, 600_000);

  it('H3: no seat holds two, none is taken beyond their number, and who finds none stands', async () => {
    const spec = await specOf('shiwan-day', { resolution: 'micro' });
    // Eight seats for a busy hall.
    const layout = { ...spec.layout, seats: spec.layout.seats.slice(0, 8) };
    const hall = hallOf({ ...spec, layout, staffing: spec.staffing.map((list, i) => (i < 8 ? list : [])) });
    let most = 0;
    let doubles = 0;
    let standing = 0;
    const seats = new Set(layout.seats);
    const held = new Set<number>();
    for (let t = spec.openS; t < spec.openS + 4 * 3600; t += 5) {
      advance(hall, t);
      held.clear();
      let seated = 0;
      let stood = 0;
      for (let row = 0; row < hall.citizens.rows; row++) {
        const place = hall.citizens.place[row] as number;
        if (hall.citizens.phase[row] === Phase.absent || place < 0) continue;
        if (held.has(place)) doubles++;
        held.add(place);
        if (seats.has(place)) seated++;
        else if (hall.citizens.phase[row] === Phase.standing) stood++;
      }
      most = Math.max(most, seated);
      standing = Math.max(standing, stood);
    }
    console.log(
      `H3 most on 8 seats: ${most} (target at most 8), seats held twice: ${doubles} (target 0), standing meanwhile up to ${standing}`,
    );
    expect(most).toBe(8);
    expect(doubles).toBe(0);
    expect(standing).toBeGreaterThan(5);
  }, 600_000);

  it('H4: recall and no-show timers are exact', () => {
    const recallAfterS = 37;
    const hall = runSmall({
      windows: 3,
      at: Array.from({ length: 300 }, (_, i) => 40 * i),
      serviceS: [90],
      closeS: 20_000,
      rules: {
        noShow: {
          share: 0.4,
          recallAfterS,
          recalls: 2,
          hearsShare: 0.3,
          returnShare: 0.5,
          returnAfter: constant(100),
          place: atEnd,
          behind: 1,
        },
      },
    });
    let worstS = 0;
    let timers = 0;
    const lastS = new Map<string, number>();
    for (const line of story(hall, 'called', 'recalled', 'passed')) {
      const [time = '', kind = '', citizen = ''] = line.split(' ');
      if (kind !== 'called') {
        worstS = Math.max(worstS, Math.abs(Number(time) - (lastS.get(citizen) ?? 0) - recallAfterS));
        timers++;
      }
      lastS.set(citizen, Number(time));
    }
    console.log(`H4 recall timers: worst error ${worstS.toExponential(1)} s (target 0), n = ${timers}`);
    expect(timers).toBeGreaterThan(100);
    expect(worstS).toBeLessThan(1e-6);
  });

  it('H5: "finish the case" begins a break later than "interrupt" by the mean residual E[S^2] / 2E[S]', () => {
    const service = { kind: 'lognormal', meanS: 480, cv: 0.465 } as const;
    const lateness = (policy: typeof finishCurrent): number[] => {
      const late: number[] = [];
      for (let seed = 1; seed <= 12; seed++) {
        const windows = 20;
        // Always busy: more come than can be served. Breaks at a time that no case knows of.
        const breaks = Array.from({ length: windows * 8 }, (_, k) => ({
          window: k % windows,
          atS: 6000 + 3000 * Math.floor(k / windows),
          lengthS: 300,
          policy,
          finishWithinS: 0,
        }));
        const spec = queueSpec({
          windows,
          closeS: 34_000,
          seed,
          services: [service],
          arrivals: [
            { kind: 'rate', intervals: [{ fromS: 0, toS: 34_000, perHour: 400 }], items: [{ item: 0, weight: 1 }] },
          ],
          rules: { breaks },
        });
        const hall = new HallClass({ ...spec, endS: 40_000 }, null);
        advance(hall, 32_000);
        for (let i = 0; i < hall.log.length; i++) {
          if (hall.log.kind[i] !== EventKind.breakStarted) continue;
          const timeS = hall.log.timeS[i] as number;
          late.push((timeS - 6000) % 3000);
        }
      }
      return late;
    };
    const finish = lateness(finishCurrent);
    const interrupt = lateness(interruptResume);
    const target = (service.meanS * (1 + service.cv * service.cv)) / 2;
    const difference = mean(finish) - mean(interrupt);
    const sd = Math.sqrt(mean(finish.map((value) => (value - mean(finish)) ** 2)));
    const ci = (1.96 * sd) / Math.sqrt(finish.length);
    console.log(
      `H5 finish - interrupt: ${difference.toFixed(1)} +- ${ci.toFixed(1)} s, target ${target.toFixed(1)} s = E[S^2]/2E[S], n = ${finish.length}`,
    );
    expect(finish.length).toBeGreaterThan(1500);
    expect(Math.abs(difference - target)).toBeLessThan(1.5 * ci);
  }, 300_000);

  it('H6: Little, L = lambda W in each area: counted in the hall against the stays of the event log', async () => {
    const hall = hallOf(await specOf('shiwan-day', { resolution: 'micro' }));
    const area = { inside: 0, queue: 0, windows: 0, machines: 0 };
    const from = hall.startS;
    for (let t = from + 1; !hall.finished && t < hall.spec.endS; t += 1) {
      advance(hall, t);
      area.inside += hall.citizens.inside;
      for (const waiting of hall.tickets.waiting) area.queue += waiting;
      for (let row = 0; row < hall.citizens.rows; row++) {
        if (hall.citizens.phase[row] === Phase.beingServed) area.windows++;
        const phase = hall.citizens.phase[row];
        if (phase !== Phase.inLine && phase !== Phase.walkToServer && phase !== Phase.atServer) continue;
        if (hall.servers[hall.citizens.server[row] as number]?.kind === 0) area.machines++;
      }
    }
    const stays = { inside: 0, queue: 0, windows: 0, machines: 0 };
    const since = new Map<string, number>();
    const { log } = hall;
    const open = (name: keyof typeof stays, citizen: number, timeS: number) => since.set(`${name} ${citizen}`, timeS);
    const close = (name: keyof typeof stays, citizen: number, timeS: number): void => {
      stays[name] += timeS - (since.get(`${name} ${citizen}`) ?? timeS);
    };
    for (let i = 0; i < log.length; i++) {
      const citizen = log.citizen[i] as number;
      const timeS = log.timeS[i] as number;
      switch (log.kind[i]) {
        case EventKind.arrived:
          open('inside', citizen, timeS);
          break;
        case EventKind.left:
          close('inside', citizen, timeS);
          break;
        case EventKind.ticketTaken:
          open('queue', citizen, timeS);
          break;
        case EventKind.called:
          close('queue', citizen, timeS);
          break;
        case EventKind.serviceStarted:
          open('windows', citizen, timeS);
          break;
        case EventKind.serviceEnded:
          close('windows', citizen, timeS);
          break;
        case EventKind.joinedLine:
          if (log.a[i] === 0) open('machines', citizen, timeS);
          break;
        case EventKind.lineDone:
          if (log.a[i] === 0) close('machines', citizen, timeS);
          break;
      }
    }
    for (const name of ['inside', 'queue', 'windows', 'machines'] as const) {
      const off = area[name] / stays[name] - 1;
      console.log(
        `H6 ${name}: area under the count ${area[name]} person-s, sum of stays ${stays[name].toFixed(0)}; off ${(100 * off).toFixed(2)}% (target within 1%)`,
      );
      expect(stays[name]).toBeGreaterThan(1000);
      expect(Math.abs(off)).toBeLessThan(0.01);
    }
  }, 600_000);

  it('H7: who came = who left + who is inside, at every tick', async () => {
    const hall = hallOf(await specOf('guided-hall', { resolution: 'micro', bodies: 'kinematic' }));
    let ticks = 0;
    let wrong = 0;
    let left = 0;
    let read = 0;
    const untilS = hall.spec.openS + 2700;
    while (hall.nowS < untilS) {
      stepTick(hall);
      for (; read < hall.log.length; read++) if (hall.log.kind[read] === EventKind.left) left++;
      let rows = 0;
      for (let row = 0; row < hall.citizens.rows; row++) if (hall.citizens.phase[row] !== Phase.absent) rows++;
      if (hall.counts.arrived !== left + rows || rows !== hall.citizens.inside) wrong++;
      ticks++;
    }
    console.log(`H7 ticks at which the books do not balance: ${wrong} (target 0) of ${ticks}`);
    expect(ticks).toBeGreaterThan(50_000);
    expect(wrong).toBe(0);
  }, 600_000);

  it('H8: meso and micro wait alike, but for the walking', async () => {
    const differences: number[] = [];
    const walks: number[] = [];
    const waits: number[] = [];
    const gapsS: Record<'meso' | 'micro', number[]> = { meso: [], micro: [] };
    for (let seed = 1; seed <= 3; seed++) {
      const [meso, micro] = await Promise.all(
        (['meso', 'micro'] as const).map(async (resolution) => {
          const hall = hallOf(await specOf('shiwan-day', { resolution, seed }));
          const wallS = runHall(hall);
          const visits = visitsOf(hall.log).filter((visit) => visit.services > 0);
          gapsS[resolution].push(mean(visits.map((visit) => visit.startedS - visit.calledS)));
          walks.push(gapsS[resolution].at(-1) ?? 0);
          return summaryOf(hall, wallS);
        }),
      );
      differences.push((micro?.waitS.mean ?? 0) - (meso?.waitS.mean ?? 0));
      waits.push(meso?.waitS.mean ?? 0);
    }
    const walkS = mean(walks);
    console.log(
      `H8 micro - meso mean wait: ${mean(differences).toFixed(1)} s (${differences.map((d) => d.toFixed(1)).join(', ')}) at ${mean(waits).toFixed(0)} s; target within the walk to the window, ${walkS.toFixed(1)} s; n = ${differences.length} days`,
    );
    const gap = mean(gapsS.micro) / mean(gapsS.meso);
    console.log(
      `H8 call to start: meso ${mean(gapsS.meso).toFixed(2)} s, micro ${mean(gapsS.micro).toFixed(2)} s; ratio ${gap.toFixed(3)} (target 0.9 to 1.1)`,
    );
    expect(Math.abs(gap - 1)).toBeLessThan(0.1);
    expect(Math.abs(mean(differences))).toBeLessThan(walkS);
  }, 600_000);

  it('H9: the same seed gives the same event file', async () => {
    const lines = async (seed: number): Promise<string> => {
      const hall = hallOf(await specOf('guided-hall', { resolution: 'micro', seed, bodies: 'kinematic' }));
      advance(hall, hall.spec.openS + 2400);
      return eventLines(hall);
    };
    const [a, b, other] = [await lines(7), await lines(7), await lines(8)];
    console.log(
      `H9 event files of one seed: ${a === b ? 'identical' : 'different'} (target identical), ${a.length} characters; another seed: ${a === other ? 'identical' : 'different'}`,
    );
    expect(a.length).toBeGreaterThan(5000);
    expect(a).toBe(b);
    expect(a).not.toBe(other);
  }, 600_000);

  it('H10: a robot that dies in the middle of the hall, leading somebody, traps nobody', async () => {
    const spec = await specOf('guided-hall', { resolution: 'micro', bodies: 'kinematic' });
    let died = 0;
    /** Works as usual until it has led somebody for 6 s, then stands for ever and says nothing. */
    const dying =
      (create: CreateBrain): CreateBrain =>
      (site, params, seed) => {
        const brain = create(site, params, seed);
        let leadingSinceS = Number.POSITIVE_INFINITY;
        let dead: Command | null = null;
        return {
          step(percept) {
            if (dead) return dead;
            const command = brain.step(percept);
            if (command.status.activity !== 'leading') return command;
            leadingSinceS = Math.min(leadingSinceS, percept.stampS);
            if (percept.stampS - leadingSinceS < 6) return command;
            died++;
            dead = { ...command, velocity: { linearMps: 0, angularRps: 0 }, say: null, show: null, issueTicket: null };
            return dead;
          },
          save: () => brain.save(),
          load: (state) => brain.load(state),
          inspect: () => brain.inspect(),
        };
      };
    const robots = spec.robots.map((robot) => ({ ...robot, createBrain: dying(robot.createBrain) }));
    // The first two hours are enough: nobody else can be led after it.
    const closeS = spec.openS + 7200;
    const hall = hallOf({ ...spec, robots, closeS, lastTicketS: closeS, endS: closeS + 5400 });
    const stillSinceS = new Float64Array(4096).fill(-1);
    const lastX = new Float64Array(4096);
    const lastY = new Float64Array(4096);
    let longestS = 0;
    while (!hall.finished && hall.nowS < spec.endS) {
      advance(hall, hall.nowS + 5);
      for (let row = 0; row < hall.citizens.rows; row++) {
        const walks = hall.citizens.phase[row] !== Phase.absent && hall.citizens.moving[row] === 1;
        const x = hall.crowd?.xM[row] as number;
        const y = hall.crowd?.yM[row] as number;
        const moved = Math.abs(x - (lastX[row] as number)) + Math.abs(y - (lastY[row] as number)) > 0.1;
        if (!walks || moved) stillSinceS[row] = hall.nowS;
        else longestS = Math.max(longestS, hall.nowS - (stillSinceS[row] as number));
        lastX[row] = x;
        lastY[row] = y;
      }
    }
    const lost = visitsOf(hall.log).filter((visit) => visit.reason < 0).length;
    const served = visitsOf(hall.log).filter((visit) => visit.reason === LeaveReason.served).length;
    console.log(
      `H10 robot dead while leading (${died} of ${robots.length}): longest anybody stood who wanted to walk ${longestS.toFixed(0)} s (target at most 75: 60 s until a guest gives up), still inside ${lost} (target 0), served ${served}`,
    );
    expect(died).toBeGreaterThan(0);
    expect(hall.problems).toEqual([]);
    expect(lost).toBe(0);
    expect(longestS).toBeLessThanOrEqual(75);
  }, 900_000);
});
