/**
 * Which goal is pursued: goal-driven arbitration (Buckland, "Programming Game AI by Example", 2005, chapter 9) by Yuka.
 *
 * The only file that knows Yuka. It uses Think, GoalEvaluator and CompositeGoal, none of which draws a random number; the
 * owner handed to Yuka is never a GameEntity, so no uuid is made. Yuka's objects are never saved: `save` gives the records
 * and statuses, `load` builds new objects from them.
 */
import type { GameEntity } from 'yuka';
import { CompositeGoal, Goal, GoalEvaluator, Think } from 'yuka';
import type { GoalHandle, Mind, Script } from './mind';
import { priorities } from './priorities';
import type { GoalKind, GoalRecord, Outcome } from './records';
import { scripts } from './scripts';

type Status = 'active' | 'inactive' | 'completed' | 'failed';

export type GoalNode = { readonly record: GoalRecord; readonly status: Status; readonly subgoals: readonly GoalNode[] };
export type ArbiterState = { readonly status: Status; readonly goals: readonly GoalNode[] };

class Task extends CompositeGoal<GameEntity> implements GoalHandle {
  private readonly script: Script<GoalRecord>;

  constructor(
    private readonly mind: Mind,
    readonly record: GoalRecord,
  ) {
    super();
    this.script = scripts[record.kind] as Script<GoalRecord>;
  }

  override activate(): void {
    this.script.begin?.(this, this.mind);
  }

  override execute(): void {
    this.status = this.script.run(this, this.mind);
  }

  override terminate(): void {
    this.clearSubgoals();
  }

  push(record: GoalRecord): void {
    this.addSubgoal(new Task(this.mind, record));
  }

  runSubgoals(): Outcome {
    const status = this.executeSubgoals() as Status;
    return status === 'inactive' ? 'active' : status;
  }

  currentKind(): GoalKind | null {
    const current = this.currentSubgoal() as Task | null;
    return current ? current.record.kind : null;
  }

  clear(): void {
    this.clearSubgoals();
  }
}

class Evaluator extends GoalEvaluator<GameEntity> {
  constructor(
    private readonly think: Think<GameEntity>,
    private readonly mind: Mind,
    private readonly priority: (typeof priorities)[number],
  ) {
    super(1);
  }

  override calculateDesirability(): number {
    return this.priority.desirability(this.mind);
  }

  /** Keeps the goal under way if it is of this kind; otherwise ends it and starts afresh. */
  override setGoal(): void {
    const current = this.think.currentSubgoal() as Task | null;
    const goesOn = current && !current.completed() && !current.failed();
    if (goesOn && current.record.kind === this.priority.kind) return;
    this.think.clearSubgoals();
    this.think.addSubgoal(new Task(this.mind, this.priority.start(this.mind)));
  }
}

export class Arbiter {
  private readonly think = new Think<GameEntity>();

  constructor(private readonly mind: Mind) {
    for (const priority of priorities) this.think.addEvaluator(new Evaluator(this.think, mind, priority));
  }

  /** One decision: choose the goal, then let it act. */
  decide(): void {
    this.think.arbitrate();
    this.think.status = Goal.STATUS.ACTIVE;
    this.think.execute();
  }

  /** Kind of the top goal under way; null between goals. */
  get doing(): GoalKind | null {
    const current = this.think.currentSubgoal() as Task | null;
    return current && !current.completed() && !current.failed() ? current.record.kind : null;
  }

  /** Names of the goals under way, top first. */
  stack(): string[] {
    const names: string[] = [];
    let current = this.think.currentSubgoal() as Task | null;
    while (current) {
      names.push(current.record.kind);
      current = current.currentSubgoal() as Task | null;
    }
    return names;
  }

  save(): ArbiterState {
    return { status: this.think.status as Status, goals: this.think.subgoals.map((goal) => nodeOf(goal as Task)) };
  }

  load(state: ArbiterState): void {
    // Not clearSubgoals: ending the old goals must not act on the new state.
    this.think.subgoals.length = 0;
    for (const node of state.goals) this.think.subgoals.push(this.build(node));
    this.think.status = state.status;
  }

  private build(node: GoalNode): Task {
    const task = new Task(this.mind, structuredCopy(node.record));
    task.status = node.status;
    for (const child of node.subgoals) task.subgoals.push(this.build(child));
    return task;
  }
}

/** In Yuka's own order: the goal under way is the last. */
function nodeOf(task: Task): GoalNode {
  return {
    record: structuredCopy(task.record),
    status: task.status as Status,
    subgoals: task.subgoals.map((goal) => nodeOf(goal as Task)),
  };
}

/** Records are flat but for poses and number lists, which are never changed in place. */
function structuredCopy(record: GoalRecord): GoalRecord {
  return { ...record };
}
