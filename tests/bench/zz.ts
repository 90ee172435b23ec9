import { EventKind } from '../../src/kernel/events';
import { ROBOT_ACTIVITIES } from '../../src/kernel/robot/system';
import { advance } from '../../src/kernel/tick';
import { runHall, summaryOf } from '../../src/runtime/run';
import { hallOf, specOf } from '../worlds/shipped';

const bodies = (process.argv[2] ?? 'rapier') as 'rapier';
const hours = Number(process.argv[3] ?? 1);
const spec = await specOf('guided-hall', { resolution: 'micro', bodies });
const hall = hallOf(spec);
const t0 = performance.now();
advance(hall, spec.openS + hours * 3600);
const w = (performance.now() - t0) / 1000;
const kinds = Object.fromEntries(Object.entries(EventKind).map(([k, v]) => [v, k]));
let n = 0;
const clock = (t: number) => new Date(t * 1000).toISOString().slice(11, 21);
for (let i = 0; i < hall.log.length && n < Number(process.argv[4] ?? 80); i++) {
  const k = hall.log.kind[i]!;
  if (k < 13) continue;
  n++;
  console.log(
    clock(hall.log.timeS[i]!),
    kinds[k],
    hall.log.citizen[i],
    hall.log.a[i],
    k === 18 ? ROBOT_ACTIVITIES[hall.log.b[i]!] : hall.log.b[i],
    k === 22 ? hall.speech[hall.log.a[i]!]!.text : '',
  );
}
const s = summaryOf(hall, w);
console.log(JSON.stringify({ ...s, windows: undefined }, null, 0));
console.log(
  'pose',
  hall.robots!.xM[0],
  hall.robots!.yM[0],
  hall.robots!.inspect(0).estimate,
  hall.robots!.inspect(0).reason,
);
