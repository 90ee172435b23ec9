/** Where the robot's brain spends its time: each stage while it leads a guest past people, in the small test hall. */
import type { Percept } from '../../agents/contract';
import { createGuideRobot } from '../../agents/guide-robot';
import { followRobot, World } from '../brain/world';
import type { BenchRow, BenchSize } from './table';

const STAGES = ['localize', 'perceive', 'decide', 'plan', 'follow', 'guardWheels'] as const;
const PLANS = { full: { seconds: 45, rounds: 20 }, tiny: { seconds: 12, rounds: 2 } } as const;

/** Percepts of a lead with a guest behind and two people about. */
function recordLead(seconds: number): { world: World; percepts: Percept[] } {
  const people = [
    { x: 5, y: 2, vx: 0, vy: 0, radius: 0.25, id: 1 },
    { x: 9.5, y: 7, vx: 0, vy: 0, radius: 0.25, id: 2 },
    { x: 12, y: 9.5, vx: -0.3, vy: 0, radius: 0.25, id: 3 },
  ];
  const world = new World({ people });
  world.keepPercepts = true;
  world.guest = 0;
  world.runFor(2);
  world.say('请问护士执业证书重新注册在哪办？');
  world.runFor(3);
  world.say('好的，带我去');
  world.script = (w) => followRobot(w, 0, 1);
  world.runFor(seconds);
  return { world, percepts: world.percepts };
}

export function benchBrain(size: BenchSize): BenchRow[] {
  const plan = PLANS[size];
  const { world, percepts } = recordLead(plan.seconds);
  const awake = percepts.filter((percept) => percept.scans.length > 0).length;
  // Shortest of all rounds for every percept and stage: the machine is shared, and a step cannot be faster than it is.
  const best = new Map(
    STAGES.map((stage) => [stage as string, new Float64Array(percepts.length).fill(Number.POSITIVE_INFINITY)]),
  );
  const bestStep = new Float64Array(percepts.length).fill(Number.POSITIVE_INFINITY);
  for (let round = 0; round < plan.rounds; round++) {
    const brain = createGuideRobot(world.site, world.params, 1);
    const stages = brain as unknown as Record<string, () => void>;
    let at = 0;
    for (const stage of STAGES) {
      const run = (stages[stage] as () => void).bind(brain);
      const times = best.get(stage) as Float64Array;
      stages[stage] = () => {
        const started = performance.now();
        run();
        times[at] = Math.min(times[at] as number, performance.now() - started);
      };
    }
    for (; at < percepts.length; at++) {
      const started = performance.now();
      brain.step(percepts[at] as Percept);
      bestStep[at] = Math.min(bestStep[at] as number, performance.now() - started);
    }
  }
  const sum = (times: Float64Array): number => times.reduce((total, time) => total + (time < 1e6 ? time : 0), 0);
  const whole = sum(bestStep);
  const micros = (ms: number): string => `${((1000 * ms) / awake).toFixed(1)} us`;
  const rows = STAGES.map((stage) => {
    const spent = sum(best.get(stage) as Float64Array);
    const share = Math.round((100 * spent) / whole);
    return {
      what: `- brain stage ${stage}`,
      value: `${micros(spent)} a scan`,
      range: '',
      check: `${share}% of the brain`,
    };
  });
  return [
    {
      what: 'brain, leading a guest past people (one step a scan, 10 Hz)',
      value: `${micros(whole)} a scan`,
      range: `best of ${plan.rounds}`,
      check: `${awake} scans; alone ${Math.round(0.1 / (whole / awake / 1000))} x real time`,
    },
    ...rows,
  ];
}
