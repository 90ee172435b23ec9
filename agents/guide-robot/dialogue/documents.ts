/**
 * Check digits of the documents that visitors hold to the reader.
 * Identity number: GB 11643-1999, ISO 7064 MOD 11-2 over 17 digits. Unified social credit code: GB 32100-2015, 18 characters
 * of 31 (no I, O, S, V, Z), weights 3^i mod 31. Numbers of other documents are only looked at for their form.
 */
import type { IdDocument } from '../../contract';

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_CHECK = '10X98765432';
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** True for 18 characters whose last is the check digit of the others. Dates and places are not looked up. */
export function isIdNumber(text: string): boolean {
  const number = text.trim().toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(number[i]) * (ID_WEIGHTS[i] as number);
  return ID_CHECK[sum % 11] === number[17];
}

/** True for a unified social credit code with a right check character. */
export function isCreditCode(text: string): boolean {
  const code = text.trim().toUpperCase();
  if (code.length !== 18) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = CODE_CHARACTERS.indexOf(code[i] as string);
    if (value < 0) return false;
    sum += value * (CODE_WEIGHTS[i] as number);
  }
  return CODE_CHARACTERS[(31 - (sum % 31)) % 31] === code[17];
}

/** Whether the number can be what the document says it is. */
export function isPlausible({ kind, number }: IdDocument): boolean {
  if (typeof number !== 'string') return false;
  switch (kind) {
    case 'id-card':
    case 'social-security-card':
      return isIdNumber(number);
    case 'credit-code':
      return isCreditCode(number);
    case 'e-licence':
      return /^[0-9A-Z]{6,40}$/.test(number.trim().toUpperCase());
    default:
      return false;
  }
}
