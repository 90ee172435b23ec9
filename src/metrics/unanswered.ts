/** The log of unanswered questions: what a robot was asked and did not know. Each question once, however often it was repeated. */
import { EventKind, type EventLog } from '../kernel/events';

/** Citizens whose question stayed unanswered, and all who asked, by item index. */
export type Questions = { readonly asked: Int32Array; readonly unanswered: Int32Array };

export function questionsOf(log: EventLog, items: number): Questions {
  const asked = new Int32Array(items);
  const unanswered = new Int32Array(items);
  const item = new Map<number, number>();
  const answered = new Set<number>();
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    if (log.kind[i] === EventKind.robotAsked) item.set(citizen, log.b[i] as number);
    if (log.kind[i] === EventKind.robotAnswered && log.b[i] === item.get(citizen)) answered.add(citizen);
  }
  for (const [citizen, wanted] of item) {
    asked[wanted] = (asked[wanted] as number) + 1;
    if (!answered.has(citizen)) unanswered[wanted] = (unanswered[wanted] as number) + 1;
  }
  return { asked, unanswered };
}
