/**
 * The link between body and brain: percepts go out, commands come in, each at its tick. Faults make it slow or lossy; it keeps
 * the order like a stream connection, so what comes later never overtakes.
 */
import type { Command, Percept } from '../../../agents/contract';
import { TICK_S } from '../spec';
import { copyPlain } from './state';
import type { Unit } from './unit';

function ticks(seconds: number): number {
  return Math.round(seconds / TICK_S);
}

/** Sends a percept; without delay the brain answers at once. */
export function sendPercept(unit: Unit, tick: number, percept: Percept): void {
  const { perceptLossShare, perceptDelayS } = unit.effects;
  if (perceptLossShare > 0 && unit.streams.link.uniform() < perceptLossShare) return;
  if (perceptDelayS === 0 && unit.outbox.length === 0) {
    think(unit, tick, percept);
    return;
  }
  const last = unit.outbox[unit.outbox.length - 1];
  const dueTick = Math.max(tick + ticks(perceptDelayS), last ? last.dueTick : 0);
  // The scan's ranges are rewritten before it arrives: send a copy.
  unit.outbox.push({ dueTick, percept: copyPlain(percept) });
}

/** Gives the brain the percepts that arrive at this tick. */
export function deliverPercepts(unit: Unit, tick: number): void {
  while (unit.outbox.length > 0 && (unit.outbox[0] as UnitOutbox).dueTick <= tick) {
    think(unit, tick, (unit.outbox.shift() as UnitOutbox).percept);
  }
}
type UnitOutbox = Unit['outbox'][number];

function think(unit: Unit, tick: number, percept: Percept): void {
  unit.brainSteps++;
  sendCommand(unit, tick, unit.brain.step(percept));
}

function sendCommand(unit: Unit, tick: number, command: Command): void {
  const { commandLossShare, commandDelayS } = unit.effects;
  if (commandLossShare > 0 && unit.streams.link.uniform() < commandLossShare) return;
  const soonest = tick + Math.max(1, unit.spec.latencyTicks) + ticks(commandDelayS);
  const last = unit.inbox[unit.inbox.length - 1];
  unit.inbox.push({ dueTick: last ? Math.max(soonest, last.dueTick) : soonest, command });
}
