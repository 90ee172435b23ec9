/**
 * Sums that do not depend on the order of their terms. Adding ROUNDING to a term and taking it away again rounds the term to a
 * multiple of 2^-36 (1.5e-11); sums of such terms are exact up to 2^16. So neighbours may be found in any order, in lists made
 * anew now or some steps ago, and the walk is the same to the bit. Terms must be smaller than 2^15.
 */
export const ROUNDING = 1.5 * 2 ** 16;
