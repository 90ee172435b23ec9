/** Consultations of items: every question once, every way leads forward and so ends, and some answer is true. */
import { CONSULT_END, type Scenario } from '../schema/scenario';
import { error, type Finding } from './finding';

export function checkConsultations(scenario: Scenario): Finding[] {
  const found: Finding[] = [];
  scenario.items.forEach(({ consultation }, item) => {
    consultation.forEach((question, at) => {
      const path = ['items', item, 'consultation', at] as const;
      const complain = (under: readonly (string | number)[], message: string): void => {
        found.push(error('scenario', [...path, ...under], message));
      };
      if (question.id === CONSULT_END)
        complain(['id'], `a question may not be called ${CONSULT_END}: that word ends a way`);
      if (consultation.findIndex(({ id }) => id === question.id) !== at)
        complain(['id'], `question ${question.id} is there twice; each needs a name of its own`);
      if (question.options.every(({ share }) => share === 0))
        complain(['options'], 'no answer is ever true: one share at least must be above 0');
      question.options.forEach(({ next }, option) => {
        if (next === undefined || next === CONSULT_END) return;
        if (consultation.findIndex(({ id }) => id === next) > at) return;
        const later = consultation.slice(at + 1).map(({ id }) => id);
        complain(
          ['options', option, 'next'],
          `${next} is no later question; allowed: ${[...later, CONSULT_END].join(', ')}`,
        );
      });
    });
  });
  return found;
}
