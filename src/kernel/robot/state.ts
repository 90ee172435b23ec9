/** The robots as a value: columns, bodies, units and brains, copied out, put back, and fingerprinted. */
import type { RobotBrain } from '../../../agents/contract';
import type { StateHash } from '../base/hash';
import type { RobotBodies } from './body';
import { changingColumns, type RobotColumns } from './columns';
import { setEffects, stateOfUnit, type Unit, type UnitState, type UnitStreams } from './unit';

type SavedUnit = { readonly state: UnitState; readonly counters: Readonly<Record<keyof UnitStreams, number>> };

export type SavedRobots = {
  readonly tick: number;
  readonly columns: Readonly<Record<string, Float64Array | Uint8Array>>;
  readonly bodies: ReturnType<RobotBodies['save']>;
  readonly units: readonly { readonly unit: SavedUnit; readonly brain: ReturnType<RobotBrain['save']> }[];
};

function saveUnit(unit: Unit): SavedUnit {
  const counters = {} as Record<keyof UnitStreams, number>;
  for (const name of Object.keys(unit.streams) as (keyof UnitStreams)[]) counters[name] = unit.streams[name].counter;
  return { state: copyPlain(stateOfUnit(unit)), counters };
}

export function saveRobots(
  tick: number,
  columns: RobotColumns,
  bodies: RobotBodies,
  units: readonly Unit[],
): SavedRobots {
  const copies: Record<string, Float64Array | Uint8Array> = {};
  for (const [name, column] of Object.entries(changingColumns(columns))) copies[name] = column.slice();
  return {
    tick,
    columns: copies,
    bodies: bodies.save(),
    units: units.map((unit) => ({ unit: saveUnit(unit), brain: unit.brain.save() })),
  };
}

/** Puts a saved state into robots of the same spec. The caller takes over `tick`. */
export function loadRobots(
  saved: SavedRobots,
  columns: RobotColumns,
  bodies: RobotBodies,
  units: readonly Unit[],
): void {
  bodies.load(saved.bodies);
  for (const [name, column] of Object.entries(changingColumns(columns))) column.set(saved.columns[name] as never);
  units.forEach((unit, i) => {
    const entry = saved.units[i];
    if (!entry) throw new Error(`loadRobots: the state has ${saved.units.length} robots, the hall ${units.length}`);
    Object.assign(unit, copyPlain(entry.unit.state));
    for (const [name, counter] of Object.entries(entry.unit.counters)) {
      unit.streams[name as keyof UnitStreams].counter = counter;
    }
    setEffects(unit, unit.faults.effectsAt(saved.tick));
    unit.brain.load(entry.brain);
  });
}

export function hashRobots(hash: StateHash, columns: RobotColumns, units: readonly Unit[]): void {
  const changing = changingColumns(columns);
  for (const name of Object.keys(changing).sort()) hash.value(changing[name]);
  for (const unit of units) hash.value(saveUnit(unit)).value(unit.brain.save());
}

/** Deep copy of plain data (the kernel has no DOM or Node types, hence no structuredClone). */
export function copyPlain<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return (value as unknown as Float64Array).slice() as unknown as T;
  if (Array.isArray(value)) return value.map(copyPlain) as unknown as T;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) copy[key] = copyPlain(entry);
  return copy as T;
}
