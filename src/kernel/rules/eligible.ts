/** Which window may serve which ticket, beyond the letter. */
import type { Hall } from '../hall';
import type { RuleState } from './state';

/** 0 = may not, 1 = it is one of the window's own, 2 = only as overflow. */
export type Use = 0 | 1 | 2;

export function mayServe(_hall: Hall, _rules: RuleState, _window: number, _row: number): Use {
  return 1;
}
