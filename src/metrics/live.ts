/** Live figures of a running day, fed with the new part of the event log. Same definitions as the summary. */
import { EventKind, type EventLog, LeaveReason } from '../kernel/events';

/** Waits are counted in bins of this width, seconds; percentiles are read to half a bin. */
const BIN_S = 5;
const BINS = 4 * 720;

export class LiveStatistics {
  private read = 0;
  private readonly bins = new Int32Array(BINS);
  private waits = 0;
  private waitSumS = 0;
  private readonly ticketAt = new Map<number, number>();
  /** End times of served visits within the last hour. */
  private recent: number[] = [];
  arrived = 0;
  served = 0;
  left = 0;

  /** Takes in what the log gained since the last call. A shorter log (the day was wound back) starts over. */
  update(log: EventLog): void {
    if (log.length < this.read) this.reset();
    for (; this.read < log.length; this.read++) {
      const timeS = log.timeS[this.read] as number;
      const citizen = log.citizen[this.read] as number;
      switch (log.kind[this.read]) {
        case EventKind.arrived:
          this.arrived++;
          break;
        case EventKind.ticketTaken:
          this.ticketAt.set(citizen, timeS);
          break;
        case EventKind.serviceStarted: {
          const wait = timeS - (this.ticketAt.get(citizen) ?? timeS);
          this.ticketAt.delete(citizen);
          this.waits++;
          this.waitSumS += wait;
          const bin = Math.min(BINS - 1, Math.max(0, Math.floor(wait / BIN_S)));
          this.bins[bin] = (this.bins[bin] as number) + 1;
          break;
        }
        case EventKind.serviceEnded:
          this.recent.push(timeS);
          break;
        case EventKind.left:
          this.left++;
          if (log.a[this.read] === LeaveReason.served) this.served++;
          break;
      }
    }
  }

  /** Mean of the finished waits, seconds; 0 before the first. */
  waitMeanS(): number {
    return this.waits === 0 ? 0 : this.waitSumS / this.waits;
  }

  /** Quantile of the finished waits, seconds. */
  waitQuantileS(p: number): number {
    if (this.waits === 0) return 0;
    const target = p * this.waits;
    let sum = 0;
    for (let bin = 0; bin < BINS; bin++) {
      sum += this.bins[bin] as number;
      if (sum >= target) return (bin + 0.5) * BIN_S;
    }
    return BINS * BIN_S;
  }

  /** Services ended in the hour before `nowS`. */
  throughputPerHour(nowS: number): number {
    if ((this.recent[0] ?? nowS) < nowS - 3600) this.recent = this.recent.filter((timeS) => timeS >= nowS - 3600);
    return this.recent.length;
  }

  private reset(): void {
    this.read = 0;
    this.bins.fill(0);
    this.waits = 0;
    this.waitSumS = 0;
    this.ticketAt.clear();
    this.recent = [];
    this.arrived = 0;
    this.served = 0;
    this.left = 0;
  }
}
