/** Saved states along a run, so that the time slider can go back. */
import type { Hall } from '../kernel/hall';
import { type HallState, restoreHall, saveHall } from '../kernel/save';

export class Recorder {
  private readonly states: HallState[] = [];

  /** @param everyS hall seconds between saved states @param most states kept; beyond it every second one is dropped */
  constructor(
    private everyS = 300,
    private readonly most = 160,
  ) {}

  /** Saves the state if one is due. Call after each advance. */
  note(hall: Hall): void {
    const last = this.states[this.states.length - 1];
    if (last && hall.nowS < last.nowS + this.everyS) return;
    this.states.push(saveHall(hall));
    if (this.states.length <= this.most) return;
    for (let i = this.states.length - 2; i > 0; i -= 2) this.states.splice(i, 1);
    this.everyS *= 2;
  }

  /** Winds the hall back (or on) to the last saved state at or before `timeS`. True if it was wound. */
  rewind(hall: Hall, timeS: number): boolean {
    let best = this.states[0];
    for (const state of this.states) if (state.nowS <= timeS + 1e-6) best = state;
    if (!best || (hall.nowS <= timeS && best.nowS <= hall.nowS)) return false;
    restoreHall(hall, best);
    return true;
  }

  /** States after a time are kept: the run is deterministic, so they stay true. */
  get savedUntilS(): number {
    return this.states[this.states.length - 1]?.nowS ?? 0;
  }

  /** Forgets the states from `tick` on, the very first excepted: an operator's command has changed the future. */
  forgetFrom(tick: number): void {
    while (this.states.length > 1 && (this.states[this.states.length - 1] as HallState).tick >= tick) this.states.pop();
  }
}
