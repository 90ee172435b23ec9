/** Inside a step of our crowd: shares of the time, by V8's sampling profiler; bytes of the heap. */
import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCrowd } from '../../src/kernel/crowd';
import { BODY_RADIUS_M, goalOf, type Scene, STEP_S } from './crowdScene';
import type { BenchRow } from './table';

/** Functions of the crowd and what they are for; V8 may count a small one to the function that calls it. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'neighbour search': [
    'refresh',
    'touch',
    'sort',
    'enter',
    'cellOf',
    'columnOf',
    'rowOf',
    'listPairs',
    'findPairs',
    'squeeze',
    'findFixed',
    'addFixed',
  ],
  'looking ahead': [
    'findDue',
    'lookAtPeople',
    'lookAtParked',
    'lookAtRobots',
    'weigh',
    'roomAlong',
    'conclude',
    'look',
  ],
  'steering and moving': [
    'repel',
    'direct',
    'findGaps',
    'expMinus',
    'step',
    'steer',
    'move',
    'settle',
    'keepClocks',
    'narrow',
    'relaxWidth',
    'leave',
    'waitsInStream',
    'turnPage',
  ],
  walls: [
    'sampleWall',
    'sampleWallAt',
    'wallDistanceM',
    'keepOffWalls',
    'listNearWalls',
    'measure',
    'passageAt',
    'facesWall',
    'goAlong',
  ],
  routes: [
    'lookAround',
    'findWays',
    'checkProgress',
    'wishAll',
    'directionInto',
    'directionsInto',
    'lookUpDirection',
    'lookUpDirections',
    'fieldLengthM',
    'fieldLengthsInto',
    'lookUpLength',
    'lookUpLengths',
    'goesStraight',
    'goesStraightAlong',
    'clearLine',
    'clearAlong',
    'isAtTarget',
    'field',
    'wayOut',
  ],
};

/** Our crowd in a scene; `go` allocates nothing itself. */
function stepper(scene: Scene): { readonly go: (steps: number) => void } {
  const crowd = createCrowd(scene.layout, scene.router, 1);
  const targets = new Int32Array(scene.people.length);
  crowd.reserve(scene.people.length);
  const send = (row: number, target: number): void => {
    targets[row] = target;
    const goal = scene.layout.targets[target] as { xM: number; yM: number };
    crowd.walk(row, target, goal.xM, goal.yM, (scene.people[row] as { speedMps: number }).speedMps);
  };
  scene.people.forEach(({ xM, yM, target }, row) => {
    crowd.park(row, xM, yM, 0, BODY_RADIUS_M);
    const { xM: goalX, yM: goalY } = goalOf(scene, target, xM, yM);
    targets[row] = target;
    crowd.walk(row, target, goalX, goalY, (scene.people[row] as { speedMps: number }).speedMps);
  });
  return {
    go(steps) {
      for (let step = 0; step < steps; step++) {
        crowd.step(STEP_S);
        for (let k = 0; k < crowd.arrivedCount; k++) {
          const row = crowd.arrived[k] as number;
          send(row, scene.nextTarget(targets[row] as number));
        }
      }
    },
  };
}

type Profile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { functionName: string; url: string } }[];
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
};

function profileOf(work: () => void): Profile {
  const session = new Session();
  session.connect();
  // In one process the answers come before `post` returns.
  let found: Profile = { nodes: [] };
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 200 });
  session.post('Profiler.start');
  work();
  session.post('Profiler.stop', (_, { profile }) => {
    found = profile;
  });
  session.disconnect();
  return found;
}

/** Samples inside the kernel below which a share says nothing; and the most steps to get them, as a multiple of those asked for. */
const LEAST_SAMPLES = 50;
const MOST_ROUNDS = 200;

/** The profiler samples by time: a small crowd on a fast machine is walked again and again until enough of it was seen. */
export function sharesRow(scene: Scene, warmSteps: number, steps: number): BenchRow {
  const { go } = stepper(scene);
  go(warmSteps);
  const spentUs = new Map<string, number>();
  let totalUs = 0;
  let seen = 0;
  let rounds = 0;
  for (; rounds === 0 || (seen < LEAST_SAMPLES && rounds < MOST_ROUNDS); rounds++) {
    const { nodes, samples = [], timeDeltas = [] } = profileOf(() => go(steps));
    const ownNames = new Map(
      nodes
        .filter(({ callFrame }) => /src\/kernel/.test(callFrame.url))
        .map((node) => [node.id, node.callFrame.functionName]),
    );
    samples.forEach((id, i) => {
      const name = ownNames.get(id);
      if (name === undefined) return;
      const part = Object.keys(PARTS).find((key) => PARTS[key]?.includes(name)) ?? 'the rest';
      const us = timeDeltas[i] ?? 0;
      spentUs.set(part, (spentUs.get(part) ?? 0) + us);
      totalUs += us;
      seen++;
    });
  }
  const shares = [...spentUs].sort((a, b) => b[1] - a[1]);
  return {
    what: `- share of its parts, ${scene.people.length} walking`,
    value:
      seen === 0
        ? 'skipped: the profiler saw none of it'
        : shares.map(([part, us]) => `${part} ${Math.round((100 * us) / Math.max(1, totalUs))}%`).join(', '),
    range: '',
    check: `${steps * rounds} steps, ${seen} samples of V8's profiler, only those inside the kernel`,
  };
}

export function heapRow(scene: Scene, warmSteps: number, steps: number): BenchRow {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { go } = stepper(scene);
  go(warmSteps + steps / 10);
  collect();
  const before = process.memoryUsage().heapUsed;
  // In parts, so that what is allocated is counted before the collector takes it away.
  const parts = 20;
  let allocated = 0;
  for (let part = 0; part < parts; part++) {
    const from = process.memoryUsage().heapUsed;
    go(steps / parts);
    allocated += Math.max(0, process.memoryUsage().heapUsed - from);
  }
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  return {
    what: `- heap over ${steps} steps, ${scene.people.length} walking`,
    value: `${(allocated / steps / scene.people.length).toFixed(2)} bytes a person and step`,
    range: '',
    check: `${(kept / 1024).toFixed(1)} KB more after a collection than before`,
  };
}
