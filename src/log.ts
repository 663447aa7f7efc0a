/** The ordinary log: one JSON line an event. It holds ids, codes and durations, never what a request said. */

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Nested values are not wanted: a line is read by people with `grep` as well as by machines. */
export type LogFields = Record<string, string | number | boolean | null | undefined | readonly string[]>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Characters of a text that a line keeps. */
const maxText = 2000;

/**
 * A log of all events from `level` up. `write` gets each line without its end; what it throws is dropped, for a log that
 * cannot be written must not fail a hook. Lines are printable ASCII: nothing that was sent can break out of one or
 * drive a terminal.
 */
export function createLog(options: { level: LogLevel; write: (line: string) => void; now?: () => Date }): Log {
  const { write, now = () => new Date() } = options;
  const threshold = logLevels.indexOf(options.level);
  const at =
    (level: Exclude<LogLevel, 'silent'>) =>
    (event: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(level) < threshold) return;
      try {
        write(lineOf({ time: now().toISOString(), level, event, ...fields }));
      } catch {}
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function lineOf(fields: LogFields): string {
  // A function that is asked of each value takes several times as long, and lines are seldom long or exotic.
  const text = Object.values(fields).some(isLong) ? JSON.stringify(fields, cut) : JSON.stringify(fields);
  return printable.test(text) ? text : text.replace(notPrintable, escaped);
}

function isLong(value: LogFields[string]): boolean {
  return typeof value === 'string' ? value.length > maxText : Array.isArray(value) && value.some(isLong);
}

function cut(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > maxText ? `${value.slice(0, maxText)}...` : value;
}

const printable = /^[\x20-\x7e]*$/;
const notPrintable = /[^\x20-\x7e]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Where an exception comes from, without its message, which may quote a request: its name and its stack's frames.
 */
export function causeOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const stack = error.stack ?? '';
  // The message stands before the frames, and may hold lines that look like one.
  const frames = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split('\n')
    .filter((frame) => /^\s+at /.test(frame));
  return { error: error.constructor.name, frames: frames.slice(0, 12).map((frame) => frame.trim()) };
}
