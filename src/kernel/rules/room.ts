/** Limit of persons inside. Those outside are citizens who have come to the door and have not been let in. */
import type { Hall } from '../hall';
import type { RuleState } from './state';

/** True if one more may step in. */
export function hasRoom(hall: Hall, rules: RuleState): boolean {
  const { room } = rules.spec;
  return !room || hall.citizens.inside - hall.outside.length < room.capacity;
}

/** Asked for a newcomer, who is already counted among the citizens: true = is sent away at the door. */
export function turnedAwayFull(hall: Hall, rules: RuleState): boolean {
  const { room } = rules.spec;
  return room?.whenFull === 'turn-away' && hall.citizens.inside - hall.outside.length > room.capacity;
}
