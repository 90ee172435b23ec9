/** A consultation as a scenario writes it -> what the robot is told, and how often each answer is the true one. Pure. */
import type { Consultation } from '../../agents/contract';
import { CONSULT_END, type ScenarioConsultQuestion } from './schema/scenario';

export function consultationOf(questions: readonly ScenarioConsultQuestion[]): {
  readonly consultation: Consultation;
  readonly consultShares: readonly (readonly number[])[];
} {
  return {
    consultation: questions.map(({ id, ask, options }, at) => ({
      id,
      ask,
      options: options.map(({ label, keywords, next, advice, materials }) => ({
        label,
        keywords,
        advice: advice ?? null,
        next: next === CONSULT_END ? null : (next ?? questions[at + 1]?.id ?? null),
        materials,
      })),
    })),
    consultShares: questions.map(({ options }) => options.map(({ share }) => share)),
  };
}
