/**
 * Wall time to whole ticks: plays, pauses, steps and winds a hall. Runs in the worker, or in Node for tests; the clock and the
 * timer are handed in. Slices of work stay short so that commands are heard while it runs.
 */
import type { HallCommand } from '../kernel/commands';
import { Hall } from '../kernel/hall';
import { hashHall } from '../kernel/save';
import { advance, stepTick } from '../kernel/tick';
import type { RunSummary } from '../metrics/summary';
import type { ScenarioSource } from '../scenario/source';
import type { InspectLine, LoadOptions, LoadResult, Pick } from './client';
import { CommandJournal } from './commandJournal';
import type { Frame } from './frame';
import { drawingOf, FrameBuilder } from './frameBuilder';
import { inspectPick } from './inspect';
import { loadSpec } from './loadSpec';
import { Recorder } from './recorder';
import { summaryOf } from './run';
import { SpaceDesk } from './spaceDesk';

/** Longest slice of simulation between two looks at the inbox, ms of wall time. */
const SLICE_MS = 20;
/** Frames a second while playing. */
const FRAME_MS = 40;

export type HostTools = {
  /** Wall clock, ms. */
  readonly nowMs: () => number;
  /** Resolves after about `ms`. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly sendFrame: (frame: Frame) => void;
  readonly sendError: (message: string) => void;
};

export class HallHost {
  private hall: Hall | null = null;
  private recorder = new Recorder();
  private journal = new CommandJournal();
  private runs = 0;
  private builder = new FrameBuilder(0);
  private speed = 0;
  /** Rises with each play, pause, seek or load: an older loop sees it and stops. */
  private generation = 0;
  private wallS = 0;
  readonly space = new SpaceDesk();

  constructor(private readonly tools: HostTools) {}

  /** Replaces the running hall only if the new one is valid. The first frame comes with the next call, `pause` for one. */
  async load(source: ScenarioSource, options: LoadOptions = {}): Promise<LoadResult> {
    const result = await loadSpec(source, options);
    if (!result.ok) return result;
    let hall: Hall;
    try {
      hall = new Hall(result.spec, null);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        problems: [{ severity: 'error', file: source.scenarioFile, line: null, path: '', message }],
      };
    }
    this.generation++;
    this.speed = 0;
    this.hall = hall;
    this.space.restart(hall);
    this.wallS = 0;
    this.recorder = new Recorder();
    this.journal = new CommandJournal();
    this.recorder.note(hall);
    const { overlays } = this.builder;
    this.builder = new FrameBuilder(++this.runs);
    this.builder.overlays = overlays;
    this.builder.newEpoch(hall);
    return { ok: true, drawing: drawingOf(hall, this.runs), warnings: result.warnings };
  }

  play(speed: number): void {
    if (!(speed > 0)) throw new Error(`play: speed must be > 0, got ${speed}`);
    this.speed = speed;
    void this.loop(++this.generation);
  }

  pause(): void {
    this.generation++;
    this.speed = 0;
    this.sendFrame();
  }

  step(ticks: number): void {
    if (!(ticks >= 1)) throw new Error(`step: ticks must be a whole number >= 1, got ${ticks}`);
    this.pause();
    const hall = this.mustHall();
    for (let i = 0; i < ticks && !hall.finished; i++) {
      this.journal.apply(hall);
      stepTick(hall, this.space.probe);
    }
    this.recorder.note(hall);
    this.sendFrame();
  }

  /** Winds to a hall time; goes on playing afterwards if it was. A newer command ends it early. */
  async seek(timeS: number): Promise<void> {
    const hall = this.mustHall();
    const generation = ++this.generation;
    const target = Math.min(Math.max(timeS, hall.startS), hall.spec.endS);
    // Measures have no gap: time that is measured is run through, not jumped over.
    const onward = this.space.measuring && target >= hall.nowS;
    if (!onward && this.recorder.rewind(hall, target)) {
      this.journal.rewound(hall);
      this.space.restart(hall);
    }
    await this.runTo(hall, target, generation);
  }

  /**
   * Measures space from now on (or no more). `fromOpening`: winds to the opening and runs up to the present moment again, which a
   * newer command ends early. False where nobody has a body.
   */
  async measureSpace(on: boolean, fromOpening = false): Promise<boolean> {
    const hall = this.mustHall();
    if (!this.space.turn(on, hall)) return false;
    if (!fromOpening || hall.nowS <= hall.startS) return true;
    const generation = ++this.generation;
    const target = hall.nowS;
    if (this.recorder.rewind(hall, hall.startS)) this.journal.rewound(hall);
    this.space.restart(hall);
    await this.runTo(hall, target, generation);
    return true;
  }

  /** Runs to a hall time with a frame now and then, and goes on playing if it was. A newer command ends it early. */
  private async runTo(hall: Hall, target: number, generation: number): Promise<void> {
    this.builder.newEpoch(hall);
    this.sendFrame();
    let frameDueMs = this.tools.nowMs() + 4 * FRAME_MS;
    while (generation === this.generation && !hall.finished && hall.nowS < target - 1e-6) {
      this.work(hall, target, SLICE_MS);
      if (this.tools.nowMs() > frameDueMs) {
        this.builder.newEpoch(hall);
        this.sendFrame();
        frameDueMs = this.tools.nowMs() + 4 * FRAME_MS;
      }
      await this.tools.sleep(0);
    }
    if (generation !== this.generation) return;
    this.builder.newEpoch(hall);
    this.sendFrame();
    if (this.speed > 0) void this.loop(++this.generation);
  }

  command(command: HallCommand): void {
    const hall = this.mustHall();
    if (hall.finished) throw new Error('the day is over; wind back before sending commands');
    if (command.kind === 'add-visitor' && !hall.spec.items[command.item]) {
      throw new Error(`item ${command.item} does not exist; allowed: 0 to ${hall.spec.items.length - 1}`);
    }
    if (command.kind === 'set-area' && !hall.closures?.areas[command.area]) {
      throw new Error(`area ${command.area} does not exist; allowed: 0 to ${(hall.closures?.areas.length ?? 0) - 1}`);
    }
    this.recorder.forgetFrom(hall.tick);
    this.journal.add(hall, command);
  }

  inspect(pick: Pick): InspectLine[] {
    return inspectPick(this.mustHall(), pick);
  }

  setOverlays(on: boolean): void {
    this.builder.overlays = on;
    this.sendFrame();
  }

  hash(): string {
    return hashHall(this.mustHall());
  }

  summary(): RunSummary {
    return summaryOf(this.mustHall(), this.wallS);
  }

  private mustHall(): Hall {
    if (!this.hall) throw new Error('no hall is loaded yet');
    return this.hall;
  }

  private sendFrame(): void {
    if (this.hall) this.tools.sendFrame(this.builder.build(this.hall));
  }

  /** Simulates towards `untilS` for at most about `budgetMs` of wall time. */
  private work(hall: Hall, untilS: number, budgetMs: number): void {
    const from = this.tools.nowMs();
    do {
      this.journal.apply(hall);
      advance(hall, Math.min(untilS, this.journal.nextS(hall)), 40, this.space.probe);
      this.recorder.note(hall);
    } while (!hall.finished && hall.nowS < untilS - 1e-6 && this.tools.nowMs() - from < budgetMs);
    this.wallS += (this.tools.nowMs() - from) / 1000;
  }

  private async loop(generation: number): Promise<void> {
    const hall = this.mustHall();
    let lastMs = this.tools.nowMs();
    let goalS = hall.nowS;
    let frameDueMs = 0;
    try {
      while (generation === this.generation && !hall.finished) {
        const nowMs = this.tools.nowMs();
        // A machine that cannot keep up plays slower; it never skips: at most a quarter second of wall time is owed.
        const owedMs = Math.min(250, nowMs - lastMs);
        lastMs = nowMs;
        goalS =
          this.speed === Number.POSITIVE_INFINITY
            ? hall.spec.endS
            : Math.min(goalS + (owedMs / 1000) * this.speed, hall.nowS + Math.max(0.25 * this.speed, 0.1));
        if (goalS > hall.nowS) this.work(hall, goalS, SLICE_MS);
        if (nowMs >= frameDueMs) {
          this.sendFrame();
          frameDueMs = nowMs + FRAME_MS;
        }
        await this.tools.sleep(this.speed === Number.POSITIVE_INFINITY ? 0 : 8);
      }
      if (generation === this.generation) this.sendFrame();
    } catch (error) {
      this.speed = 0;
      this.tools.sendError(error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error));
    }
  }
}
