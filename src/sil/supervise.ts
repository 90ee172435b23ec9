/**
 * A brain under test, held at arm's length: whatever it does, the run goes on to an honest end. It may throw, answer with no
 * number, or with something that is no command; from then on the robot is told to stand still and the mission has failed for the
 * reason noted here. A brain that never comes back is seen from outside, by the heartbeat.
 */
import type {
  BrainState,
  BrainView,
  Command,
  CreateBrain,
  NavigationErrorName,
  Percept,
  RobotBrain,
  TaskStatus,
} from '../../agents/contract';

export type BrainFailure = {
  readonly kind: 'crashed' | 'not-a-number' | 'no-command';
  readonly message: string;
  /** Stamp of the percept; NaN = when it was made. */
  readonly atS: number;
};

export type Watch = {
  /** Called before (true) and after (false) each call of the brain. */
  readonly busy?: (inside: boolean) => void;
  /** Every percept with the command it got. */
  readonly record?: (percept: Percept, command: Command) => void;
  /** Wall clock, ms; for the time of a step, which is no part of the result. */
  readonly nowMs?: () => number;
};

const STANDING: TaskStatus = {
  activity: 'stopped',
  windowId: null,
  reason: { zh: '程序出错，已停止', en: 'its software failed' },
  error: null,
  pose: { xM: 0, yM: 0, yawRad: 0 },
  localized: false,
  route: [],
  sensing: 'full',
};
const STOP: Command = {
  velocity: { linearMps: 0, angularRps: 0 },
  say: null,
  show: null,
  issueTicket: null,
  status: STANDING,
};

/** What is wrong with a command; null = nothing. */
export function commandProblem(command: unknown): { kind: BrainFailure['kind']; message: string } | null {
  const no = (message: string) => ({ kind: 'no-command' as const, message });
  if (command === null || typeof command !== 'object') return no(`step gave ${String(command)} instead of a command`);
  const { velocity, status, say, issueTicket } = command as Partial<Command>;
  if (velocity === null || typeof velocity !== 'object') return no('the command has no velocity');
  for (const name of ['linearMps', 'angularRps'] as const) {
    const value: unknown = (velocity as Record<string, unknown>)[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return { kind: 'not-a-number', message: `velocity.${name} is ${String(value)}` };
    }
  }
  if (status === null || typeof status !== 'object') return no('the command has no status');
  if (typeof status.activity !== 'string') return no(`status.activity is ${String(status.activity)}`);
  if (status.sensing !== 'full' && status.sensing !== 'idle') return no(`status.sensing is ${String(status.sensing)}`);
  if (typeof status.reason !== 'object' || status.reason === null) return no('status.reason is missing');
  if (say !== null && typeof say?.act?.kind !== 'string') return no('say has no act');
  if (issueTicket !== null && typeof issueTicket?.itemId !== 'string') return no('issueTicket has no itemId');
  return null;
}

export class SupervisedBrain implements RobotBrain {
  failure: BrainFailure | null = null;
  status: TaskStatus = STANDING;
  /** Errors reported so far, in order, each once; and the speech acts said. */
  readonly errors: NavigationErrorName[] = [];
  readonly said: string[] = [];
  steps = 0;
  wallMs = 0;
  slowestMs = 0;
  private inner: RobotBrain | null = null;

  constructor(
    make: () => RobotBrain,
    private readonly watch: Watch,
  ) {
    this.inner = this.guarded(Number.NaN, make) ?? null;
    if (this.inner && typeof this.inner.step !== 'function') {
      this.fail('no-command', 'createBrain gave no object with a step function', Number.NaN);
    }
  }

  step(percept: Percept): Command {
    if (this.failure || !this.inner) return STOP;
    const { inner } = this;
    const from = this.watch.nowMs?.() ?? 0;
    const command = this.guarded(percept.stampS, () => inner.step(percept));
    const tookMs = (this.watch.nowMs?.() ?? 0) - from;
    this.steps++;
    this.wallMs += tookMs;
    this.slowestMs = Math.max(this.slowestMs, tookMs);
    if (this.failure) return STOP;
    const problem = commandProblem(command);
    if (problem || !command) {
      this.fail(problem?.kind ?? 'no-command', problem?.message ?? 'step gave nothing', percept.stampS);
      return STOP;
    }
    this.watch.record?.(percept, command);
    this.status = command.status;
    const { error } = command.status;
    if (error && !this.errors.includes(error.name)) this.errors.push(error.name);
    if (command.say) this.said.push(command.say.act.kind);
    return command;
  }

  save(): BrainState {
    const { inner } = this;
    const state = inner && !this.failure ? this.guarded(Number.NaN, () => inner.save()) : null;
    const { failure, status, errors, said } = this;
    return { version: 1, data: { inner: state ?? null, failure, status, errors: [...errors], said: [...said] } };
  }

  load(state: BrainState): void {
    const data = state.data as {
      inner: BrainState | null;
      failure: BrainFailure | null;
      status: TaskStatus;
      errors: NavigationErrorName[];
      said: string[];
    };
    if (data.inner) this.inner?.load(data.inner);
    this.failure = data.failure;
    this.status = data.status;
    this.errors.splice(0, this.errors.length, ...data.errors);
    this.said.splice(0, this.said.length, ...data.said);
  }

  inspect(): BrainView {
    if (!this.inner) throw new Error('the brain could not be made');
    return this.inner.inspect();
  }

  private guarded<T>(atS: number, call: () => T): T | undefined {
    this.watch.busy?.(true);
    try {
      return call();
    } catch (error) {
      this.fail('crashed', error instanceof Error ? error.message : String(error), atS);
      return undefined;
    } finally {
      this.watch.busy?.(false);
    }
  }

  private fail(kind: BrainFailure['kind'], message: string, atS: number): void {
    this.failure ??= { kind, message: message.split('\n')[0]?.slice(0, 300) ?? '', atS };
  }
}

/** @param made told of the brain when the body makes it */
export function supervised(create: CreateBrain, watch: Watch, made: (brain: SupervisedBrain) => void): CreateBrain {
  return (site, params, seed) => {
    const brain = new SupervisedBrain(() => create(site, params, seed), watch);
    made(brain);
    return brain;
  };
}
