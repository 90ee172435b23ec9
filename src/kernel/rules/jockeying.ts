/** Jockeying between physical lines of the same kind (ticket machines, desks, robots): agents/citizen says whether, this moves. */
import type { JockeyingPolicy } from '../../../agents/contract';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { changeLine, isOpenForLine, lineLength } from '../service/lines';
import type { LineServer } from '../service/tables';
import type { RuleState } from './state';

export type JockeyingSpec = {
  readonly decide: JockeyingPolicy;
  /** Fewer people ahead that make somebody change, persons. */
  readonly gain: number;
  /** Changes that one citizen makes at most. */
  readonly most: number;
};

/** A line has become shorter: at most one citizen of the other lines changes to it, the one who gains most. */
export function lineShortened(hall: Hall, rules: RuleState, to: LineServer): void {
  const { jockeying } = rules.spec;
  if (!jockeying || !isOpenForLine(hall, to)) return;
  const aheadThere = lineLength(to);
  let mover = -1;
  let mostAhead = -1;
  for (const from of hall.servers) {
    if (from.kind !== to.kind || from === to) continue;
    const atServer = from.current >= 0 ? 1 : 0;
    for (let rank = from.queue.length - 1; rank >= 0; rank--) {
      const row = from.queue[rank] as number;
      const ahead = rank + atServer;
      if (ahead <= mostAhead) break;
      if (hall.citizens.phase[row] !== Phase.inLine || (rules.lineChanges[row] as number) >= jockeying.most) continue;
      const isLast = rank === from.queue.length - 1;
      if (!jockeying.decide({ ahead, aheadThere, gain: jockeying.gain, isLast })) continue;
      mover = row;
      mostAhead = ahead;
      break;
    }
  }
  if (mover < 0) return;
  rules.lineChanges[mover] = (rules.lineChanges[mover] as number) + 1;
  hall.record(EventKind.jockeyed, hall.citizens.number[mover] as number, to.kind, to.index);
  changeLine(hall, mover, hall.servers.indexOf(to));
}
