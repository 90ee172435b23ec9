/** Small pieces of YAML text. */

/** A double-quoted scalar: JSON's escapes are YAML's. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Text that is safe in a comment: one line, no control characters. */
export function comment(text: string): string {
  return [...text]
    .map((c) =>
      (c.codePointAt(0) ?? 0) < 32 || c === '\u007f' || c === '\u0085' || c === '\u2028' || c === '\u2029' ? ' ' : c,
    )
    .join('')
    .slice(0, 300);
}

/** A number with the given digits after the point, without trailing zeros. */
export function num(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)));
}
