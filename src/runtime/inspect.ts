/** What a clicked thing is and does, as translation keys with values. */
import { Phase } from '../kernel/demand/phase';
import type { Hall } from '../kernel/hall';
import { ROBOT_ACTIVITIES } from '../kernel/robot/system';
import { groupsOf } from '../kernel/service/windows';
import { BUILDS } from '../kernel/spec';
import type { InspectLine, Pick } from './client';
import { rulesOfPerson, rulesOfWindow } from './inspectRules';

const PHASE_NAMES = Object.fromEntries(Object.entries(Phase).map(([name, value]) => [value, name]));
const WINDOW_STATES = ['closed', 'free', 'calling', 'serving'] as const;

type Values = Readonly<Record<string, string | number>>;
const line = (key: string, values: Values = {}): InspectLine => ({ key: `inspect.${key}`, values });

export function inspectPick(hall: Hall, pick: Pick): InspectLine[] {
  switch (pick.kind) {
    case 'person':
      return inspectPerson(hall, pick.citizen);
    case 'robot':
      return inspectRobot(hall, pick.robot);
    case 'window':
      return inspectWindow(hall, pick.window);
    case 'kiosk':
      return inspectKiosk(hall, pick.kiosk);
    case 'dock': {
      const dock = hall.spec.layout.docks[pick.dock];
      return dock ? [line('dock', { id: dock.id })] : [line('gone')];
    }
  }
}

function inspectPerson(hall: Hall, number: number): InspectLine[] {
  const { citizens, spec } = hall;
  const row = citizens.number.subarray(0, citizens.rows).indexOf(number);
  if (row < 0) return [line('gone')];
  const item = spec.items[citizens.item[row] as number];
  const group = spec.groups[citizens.group[row] as number];
  const script = spec.scripted[citizens.scripted[row] as number];
  const lines: InspectLine[] = [];
  lines.push(
    script
      ? line('person.named', { nameZh: script.nameZh, nameEn: script.nameEn })
      : line('person.number', { number: number + 1 }),
  );
  lines.push(line('person.phase', { phase: PHASE_NAMES[citizens.phase[row] as number] ?? 'absent' }));
  lines.push(line('person.build', { build: BUILDS[citizens.build[row] as number] ?? 'average' }));
  if (item) lines.push(line('person.item', { itemZh: item.nameZh, itemEn: item.nameEn }));
  lines.push(line('person.inside', { seconds: Math.round(hall.nowS - (citizens.arrivedS[row] as number)) }));
  if (group && (citizens.ticket[row] as number) > 0) {
    lines.push(line('person.ticket', { ticket: ticketText(group.letter, citizens.ticket[row] as number) }));
    if (citizens.phase[row] !== Phase.beingServed && citizens.phase[row] !== Phase.leaving) {
      lines.push(line('person.waited', { seconds: Math.round(hall.nowS - (citizens.ticketS[row] as number)) }));
      lines.push(line('person.ahead', { count: ticketsAhead(hall, row) }));
    }
  } else lines.push(line('person.noTicket'));
  const window = spec.layout.windows[citizens.window[row] as number];
  if (window) lines.push(line('person.window', { window: window.id }));
  lines.push(...rulesOfPerson(hall, row));
  lines.push(line('person.speed', { metresPerSecond: Number((citizens.speedMps[row] as number).toFixed(2)) }));
  return lines;
}

function ticketsAhead(hall: Hall, row: number): number {
  let ahead = 0;
  let at = hall.tickets.head[hall.citizens.group[row] as number] as number;
  while (at >= 0 && at !== row) {
    ahead++;
    at = hall.citizens.nextInQueue[at] as number;
  }
  return at === row ? ahead : 0;
}

/** Letter and three digits, as printed: B012. */
export function ticketText(letter: string, number: number): string {
  return `${letter}${String(number).padStart(3, '0')}`;
}

function inspectWindow(hall: Hall, index: number): InspectLine[] {
  const { windows, spec, citizens } = hall;
  const plan = spec.layout.windows[index];
  if (!plan) return [line('gone')];
  const row = windows.row[index] as number;
  const openS = windows.openS[index] as number;
  const letters = groupsOf(hall, index).map((group) => spec.groups[group]?.letter ?? '?');
  const lines = [
    line('window.id', { id: plan.id }),
    line('window.state', { state: WINDOW_STATES[windows.state[index] as number] ?? 'closed' }),
    line('window.letters', { letters: letters.join(' ') || '-' }),
    line('window.served', { count: windows.served[index] as number }),
  ];
  if (openS > 0) {
    lines.push(line('window.utilization', { percent: Math.round((100 * (windows.busyS[index] as number)) / openS) }));
  }
  const group = spec.groups[citizens.group[row] as number];
  if (row >= 0 && group) {
    lines.push(line('window.ticket', { ticket: ticketText(group.letter, citizens.ticket[row] as number) }));
    const item = spec.items[citizens.item[row] as number];
    if (item) lines.push(line('person.item', { itemZh: item.nameZh, itemEn: item.nameEn }));
  }
  lines.push(...rulesOfWindow(hall, index));
  if (plan.lowCounter) lines.push(line('window.lowCounter'));
  return lines;
}

function inspectKiosk(hall: Hall, index: number): InspectLine[] {
  const server = hall.servers.find((candidate) => candidate.kind === 0 && candidate.index === index);
  if (!server) return [line('gone')];
  return [
    line('kiosk.id', { id: server.plan.id }),
    line('kiosk.line', { count: server.queue.length }),
    line(server.current >= 0 ? 'kiosk.busy' : 'kiosk.free'),
  ];
}

function inspectRobot(hall: Hall, index: number): InspectLine[] {
  const robot = hall.spec.robots[index];
  if (!robot) return [line('gone')];
  const system = hall.robots;
  const activity = ROBOT_ACTIVITIES[system ? (system.activity[index] as number) : (hall.mesoRobots?.state[index] ?? 0)];
  const charge = (system?.chargeRatio ?? hall.mesoRobots?.chargeRatio)?.[index] ?? 0;
  const lines = [
    line('robot.name', { nameZh: robot.nameZh, nameEn: robot.nameEn }),
    line('robot.activity', { activity: activity ?? 'starting' }),
    line('robot.battery', { percent: Math.round(100 * charge) }),
    line('robot.distance', {
      metres: Math.round((system?.distanceM ?? hall.mesoRobots?.distanceM)?.[index] ?? 0),
    }),
  ];
  if (!system) return lines;
  const view = system.inspect(index);
  lines.push(
    line('robot.reason', { reasonZh: view.reason.zh, reasonEn: view.reason.en }),
    line('robot.goals', { goals: view.goals.join(' > ') || '-' }),
  );
  const dx = view.estimate.xM - (system.xM[index] as number);
  const dy = view.estimate.yM - (system.yM[index] as number);
  lines.push(line('robot.localization', { centimetres: Math.round(100 * Math.sqrt(dx * dx + dy * dy)) }));
  const gap = system.minPersonGapM[index] as number;
  if (gap < Number.POSITIVE_INFINITY) lines.push(line('robot.minGap', { metres: Number(gap.toFixed(2)) }));
  return lines;
}
