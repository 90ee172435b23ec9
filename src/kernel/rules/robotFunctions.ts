/**
 * The ten functions that the report names for the service robot 小政, one by one: on or off, its time, how often it fails. Each
 * that is off or fails has one stated consequence (docs/service-rules.md). A plain machine has no functions modelled at all.
 */
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { ROBOT_FUNCTIONS, type RobotFunction } from '../events';
import type { Hall } from '../hall';
import type { DurationSpec } from '../spec';

export type FunctionSpec = {
  readonly on: boolean;
  /** What it adds to the time at the machine; null = nothing. */
  readonly time: DurationSpec | null;
  readonly failShare: number;
};
export type FunctionSpecs = Readonly<Record<RobotFunction, FunctionSpec>>;

/** Draws one function may take. */
const DRAWS_PER_FUNCTION = 32;

export type FunctionTurnout = { readonly on: boolean; readonly works: boolean; readonly timeS: number };

const NOT_MODELLED: FunctionTurnout = { on: true, works: true, timeS: 0 };

/** How a function turns out for this citizen: a pure function of the citizen's draws. Not modelled = works, takes no time. */
export function functionFor(
  hall: Hall,
  functions: FunctionSpecs | null,
  row: number,
  name: RobotFunction,
): FunctionTurnout {
  if (!functions) return NOT_MODELLED;
  const spec = functions[name];
  if (!spec.on) return { on: false, works: false, timeS: 0 };
  const index = ROBOT_FUNCTIONS.indexOf(name);
  const stream = hall.marks.rekey(hall.citizens.number[row] as number, Mark.function + DRAWS_PER_FUNCTION * index);
  const works = stream.uniform() >= spec.failShare;
  return { on: true, works, timeS: spec.time ? drawDurationS(spec.time, stream) : 0 };
}
