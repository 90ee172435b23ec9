/** Strict argument parsing on top of Node's own: unknown options and wrong values are usage errors that say what is allowed. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit';

type Options = NonNullable<ParseArgsConfig['options']>;

export function parseStrict(
  args: string[],
  options: Options,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    throw new UsageError(explain(error, Object.keys(options)));
  }
}

/** Node's message in one line, with what is allowed. */
function explain(error: unknown, known: readonly string[]): string {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(--?[^'\s]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const allowed =
      known.length === 0 ? 'it takes no options' : `known: ${known.map((name) => `--${name}`).join(', ')}`;
    return `unknown option ${option}; ${allowed}`;
  }
  if (/ambiguous|argument missing/.test(message)) return `${option} takes a value, and none that starts with -`;
  return message;
}

/** Whole number >= 0 and at most 2^53 - 1. */
export function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new UsageError(`--${name} takes a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got "${text}"`);
  }
  return value;
}

/** HH:MM or HH:MM:SS as seconds since midnight. */
export function clockTime(name: string, text: string): number {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [hours, minutes, seconds] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0)];
  const timeS = hours * 3600 + minutes * 60 + seconds;
  if (!match || minutes > 59 || seconds > 59 || timeS > 24 * 3600) {
    throw new UsageError(`--${name} takes a time of day from 00:00 to 24:00 like 12:30 or 12:30:00, got "${text}"`);
  }
  return timeS;
}

export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  if (!(allowed as readonly string[]).includes(text)) {
    throw new UsageError(`--${name} takes one of ${allowed.join(', ')}, got "${text}"`);
  }
  return text as T;
}
