/**
 * Documents that citizens hold to the robot's reader. Numbers are made up from the holder's number, with valid check digits
 * and an area code that is not assigned (99), so that no living person's number can come up.
 *
 * Check digits: citizen number GB 11643-1999 (ISO 7064 MOD 11-2); unified social credit code GB 32100-2015 (MOD 31 over
 * 0-9 A-Z without I, O, S, V, Z). The social security card carries the citizen number; an e-licence is shown as its holder's.
 */
import type { IdDocument } from '../../../agents/contract';
import type { RandomStream } from '../base/random';

const CREDIT_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_CHECKS = '10X98765432';

/** Check digit of the first 17 digits of a citizen number. */
export function citizenCheck(first17: string): string {
  const sum = CITIZEN_WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CITIZEN_CHECKS[sum % 11] as string;
}

/** Check character of the first 17 characters of a unified social credit code. */
export function creditCheck(first17: string): string {
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, i) => total + weight * CREDIT_DIGITS.indexOf(first17[i] as string),
    0,
  );
  return CREDIT_DIGITS[(31 - (sum % 31)) % 31] as string;
}

function citizenNumber(draws: RandomStream): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const birth = `${1945 + draws.integer(62)}${two(1 + draws.integer(12))}${two(1 + draws.integer(28))}`;
  const first17 = `990101${birth}${String(1 + draws.integer(998)).padStart(3, '0')}`;
  return first17 + citizenCheck(first17);
}

function creditCode(draws: RandomStream): string {
  let first17 = '91990101';
  for (let k = 0; k < 9; k++) first17 += CREDIT_DIGITS[draws.integer(CREDIT_DIGITS.length)];
  return first17 + creditCheck(first17);
}

/** The true number of somebody's document. @param draws stream of the holder, at its beginning */
export function documentNumber(kind: IdDocument['kind'], draws: RandomStream): string {
  return kind === 'credit-code' ? creditCode(draws) : citizenNumber(draws);
}

/** The number as read: with the chance `misreadShare` one character is another digit. */
export function readNumber(number: string, misreadShare: number, errors: RandomStream): string {
  if (misreadShare === 0 || errors.uniform() >= misreadShare) return number;
  const at = errors.integer(number.length);
  const was = number[at] as string;
  const step = 1 + errors.integer(9);
  const now = was >= '0' && was <= '9' ? String((Number(was) + step) % 10) : String(step);
  return number.slice(0, at) + now + number.slice(at + 1);
}
