/** The paired run: the same seed without robots, person by person. Common random numbers make the people the same. */
import { EventKind } from '../../kernel/events';
import { Hall } from '../../kernel/hall';
import type { HallRouter } from '../../kernel/routing/router';
import { advance } from '../../kernel/tick';
import type { MissionPlan } from './plan';
import type { Disturbance } from './result';

/** Number of a scripted visitor and above: not people who come by chance. */
const SCRIPTED_FROM = 1_000_000_000;
/** Time for people to finish after the mission, s. */
const FINISH_S = 40;

type Times = { readonly travelS: Map<string, number>; readonly queueS: Map<string, number> };

/** @param hall the run with robots, at its end */
export function disturbanceOf(plan: MissionPlan, hall: Hall, router: HallRouter): Disturbance | null {
  const { spec } = plan;
  const others = spec.extras?.people.some((person) => person.legs.length > 0) ?? false;
  if (!others && spec.arrivals.length === 0) return null;
  letFinish(hall);
  const without = new Hall(
    { ...spec, robots: [], faults: [], scripted: plan.mission.world ? [] : spec.scripted },
    router,
  );
  if (without.nowS < hall.nowS) advance(without, hall.nowS);
  letFinish(without);
  return compare(timesOf(without, plan), timesOf(hall, plan));
}

/** The mission may end while people are still on their way: they go on, unmeasured, for a while. */
function letFinish(hall: Hall): void {
  const { extras } = hall;
  const untilS = hall.nowS + FINISH_S;
  while (extras && !hall.finished && hall.nowS < untilS && onTheirWay(extras)) advance(hall, hall.nowS + 1);
}

function onTheirWay(extras: NonNullable<Hall['extras']>): boolean {
  return extras.spec.people.some((person, i) => person.legs.length > 0 && Number.isNaN(extras.endedS[i] as number));
}

function compare(without: Times, withRobot: Times): Disturbance {
  let people = 0;
  let travelS = 0;
  let queueS = 0;
  let onlyWithout = 0;
  for (const [who, before] of without.travelS) {
    const after = withRobot.travelS.get(who);
    if (after === undefined) {
      onlyWithout++;
      continue;
    }
    people++;
    travelS += after - before;
    const queuedBefore = without.queueS.get(who);
    const queuedAfter = withRobot.queueS.get(who);
    if (queuedBefore !== undefined && queuedAfter !== undefined) queueS += queuedAfter - queuedBefore;
  }
  return { people, travelS, queueS, onlyWithout, onlyWith: withRobot.travelS.size - people };
}

/**
 * Extras: from setting off to the end of their first round; those who stop for a robot by their script are left out. Visitors who
 * came after the mission began: from the door in to the door out; and from ticket to service.
 */
function timesOf(hall: Hall, plan: MissionPlan): Times {
  const travelS = new Map<string, number>();
  const queueS = new Map<string, number>();
  hall.extras?.spec.people.forEach((person, i) => {
    const tookS = (hall.extras?.endedS[i] ?? Number.NaN) - (hall.extras?.startedS[i] ?? Number.NaN);
    if (person.stops === null && !Number.isNaN(tookS)) travelS.set(`extra ${i}`, tookS);
  });
  const { log } = hall;
  const cameS = new Map<number, number>();
  const ticketS = new Map<number, number>();
  for (let i = 0; i < log.length; i++) {
    const who = log.citizen[i] as number;
    if (who < 0 || who >= SCRIPTED_FROM) continue;
    const timeS = log.timeS[i] as number;
    switch (log.kind[i]) {
      case EventKind.arrived:
        if (timeS >= plan.startS) cameS.set(who, timeS);
        break;
      case EventKind.ticketTaken:
        if (!ticketS.has(who)) ticketS.set(who, timeS);
        break;
      case EventKind.serviceStarted: {
        const took = ticketS.get(who);
        if (took !== undefined && cameS.has(who) && !queueS.has(`${who}`)) queueS.set(`${who}`, timeS - took);
        break;
      }
      case EventKind.left: {
        const came = cameS.get(who);
        if (came !== undefined) travelS.set(`${who}`, timeS - came);
        break;
      }
    }
  }
  return { travelS, queueS };
}
