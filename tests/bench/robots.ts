/**
 * The default day with 1, 3, 10 and 20 robots and everything on: Rapier, sensors, brain, visitors who ask and are led. The first robot
 * is the day's own; the others stand at posts of their own with room for one in line, so that what they cost is their work, not
 * their number. CPU time of the process, so that other programs on the machine count little.
 */
import type { RobotBrain } from '../../agents/contract';
import { EventKind } from '../../src/kernel/events';
import type { Hall } from '../../src/kernel/hall';
import type { HallSpec } from '../../src/kernel/spec';
import { advance } from '../../src/kernel/tick';
import { loadSpec } from '../../src/runtime/loadSpec';
import { clockOf } from '../../src/scenario/schema/units';
import { plainTree } from '../../src/scenario/vary/apply';
import { hallOf, sourceOf } from '../worlds/shipped';
import { ContactWatch } from './contactWatch';
import { shareOf, timePhases } from './phases';
import type { BenchRow, BenchSize } from './table';

const PLANS = {
  full: { hours: 24, robots: [1, 3, 10, 20] },
  tiny: { hours: 0.02, robots: [1, 3] },
} as const;
/** Posts that the scene's checks accept beside the day's own. */
const POSTS: readonly (readonly [number, number])[] = [
  ...[5, 8, 14, 17, 26, 29, 32].map((x) => [x, 3] as const),
  ...[5, 11, 14, 23, 26, 29, 32].map((x) => [x, 7.5] as const),
  ...[5, 8, 11, 14, 17].map((x) => [x, 10.7] as const),
];
const STAGES = ['localize', 'perceive', 'decide', 'plan', 'follow', 'guardWheels'] as const;
/** Goals of the issue, times real time. */
const GOALS: Readonly<Record<number, string>> = { 1: ' (goal 500)', 3: ' (goal 200)' };

export async function robotsSpec(robots: number, seed?: number): Promise<HallSpec> {
  const source = sourceOf('guided-hall');
  const read = plainTree(source.scenarioFile, source.scenarioText);
  const sceneRead = plainTree(source.sceneFile, source.sceneText);
  if (!read.ok || !sceneRead.ok) throw new Error('guided-hall cannot be read');
  const scene = sceneRead.tree as Record<string, unknown> & { posts: Record<string, unknown>[] };
  const more = POSTS.slice(0, robots - 1).map((at, i) => ({
    id: `post-${i + 2}`,
    at,
    facingDeg: 90,
    line: { count: 1 },
  }));
  scene.posts = [...scene.posts, ...more];
  const tree = read.tree as Record<string, unknown> & { robots: Record<string, unknown>[] };
  const [first] = tree.robots;
  tree.robots = [
    first as Record<string, unknown>,
    ...more.map(({ id }, i) => ({
      ...first,
      id: `robot-${i + 2}`,
      name: { zh: `机器人${i + 2}`, en: `Robot ${i + 2}` },
      post: id,
      initialChargeRatio: 0.9,
    })),
  ];
  tree.fleet = robots > 1;
  const loaded = await loadSpec(
    { ...source, scenarioText: JSON.stringify(tree), sceneText: JSON.stringify(scene) },
    { resolution: 'micro', ...(seed === undefined ? {} : { seed }) },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.spec;
}

const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export async function benchRobots(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const rows: BenchRow[] = [];
  for (const robots of plan.robots) {
    const spec = await robotsSpec(robots);
    const untilS = spec.openS + plan.hours * 3600;
    // Compiled and with its flow fields made.
    advance(hallOf(spec), Math.min(untilS, spec.openS + 1200));
    const hall = hallOf(spec);
    const watch = new ContactWatch(hall);
    const from = cpuS();
    while (!hall.finished && hall.nowS < untilS) {
      const before = hall.tick;
      advance(hall, Math.min(untilS, hall.nowS + 60), Number.POSITIVE_INFINITY, watch.probe);
      if (hall.tick === before) break;
    }
    const spentS = cpuS() - from;
    const simulatedS = hall.nowS - spec.openS;
    let scans = 0;
    for (let i = 0; i < robots; i++) scans += hall.robots?.work(i).scans ?? 0;
    rows.push({
      what: `default day with ${robots} robot${robots > 1 ? 's' : ''}, whole stack`,
      value: `${Math.round(simulatedS / spentS)} x real time${GOALS[robots] ?? ''}`,
      range: `${spentS.toFixed(1)} s of CPU`,
      check: `${(simulatedS / 3600).toFixed(1)} h, ${count(hall, EventKind.robotAnswered)} answers, ${count(hall, EventKind.leadArrived)} of ${count(hall, EventKind.leadStarted)} leads arrived, ${contactsOf(watch)}; sensed ${((10 * scans) / simulatedS / robots).toFixed(0)}% of the time`,
    });
    if (robots === 3) rows.push(shares(spec, untilS));
  }
  return rows;
}

/** How many contacts, in how many encounters, how many a robot caused, and each encounter: when, which robot, what it did, with whom. */
function contactsOf(watch: ContactWatch): string {
  const { contacts, encounters, caused } = watch.counts();
  if (contacts === 0) return '0 contacts';
  const each = watch.contacts
    .filter(({ first, fault }) => first || fault !== 'person')
    .map((contact) => {
      const { with: other, fault } = contact;
      const whom =
        other === 'solid' ? 'a wall' : 'citizen' in other ? `citizen ${other.citizen}` : `robot ${other.robot}`;
      const who = fault === 'person' ? 'not caused' : fault === 'robot' ? 'caused' : 'caused by both';
      return `${clockOf(Math.floor(contact.atS))} robot ${contact.robot} (${contact.activity}) and ${whom}, ${who}`;
    });
  return `${contacts} contacts in ${encounters} encounters, ${caused} caused by a robot (goal 0): ${each.join(', ')}`;
}

/** Where the time of the day with three robots goes, clocks read round every phase and stage. */
function shares(spec: HallSpec, untilS: number): BenchRow {
  const hall = hallOf(spec);
  const stageMs = new Map(STAGES.map((stage) => [stage as string, 0]));
  const units = (hall.robots as unknown as { units: readonly { brain: RobotBrain }[] }).units;
  let brainMs = 0;
  for (const { brain } of units) {
    const stages = brain as unknown as Record<string, () => void>;
    for (const stage of STAGES) {
      const run = (stages[stage] as () => void).bind(brain);
      stages[stage] = () => {
        const started = performance.now();
        run();
        const ms = performance.now() - started;
        brainMs += ms;
        stageMs.set(stage, (stageMs.get(stage) as number) + ms);
      };
    }
  }
  const spent = timePhases(hall, untilS);
  const share = (ms: number): string => shareOf(spent, ms);
  const stages = STAGES.map(
    (stage) => `${stage === 'guardWheels' ? 'guard' : stage} ${share(stageMs.get(stage) as number)}`,
  );
  return {
    what: '- share of its parts, 3 robots',
    value: `agenda and queues ${share(spent.agenda)}, crowd ${share(spent.crowd)}, bodies ${share(spent.robots)}, sensors ${share(spent.brains - brainMs)}, brains ${share(brainMs)}`,
    range: '',
    check: stages.join(', '),
  };
}

function count({ log }: Hall, kind: number): number {
  let found = 0;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === kind) found++;
  return found;
}
