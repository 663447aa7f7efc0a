/** The settings of the process, read from its environment or from a Worker's bindings. */
import { type LogLevel, logLevels } from './log.ts';
import type { Mode, Secret } from './stripe/signature.ts';

export interface Settings {
  secrets: Secret[];
  rulesDir: string;
  port: number;
  host: string;
  logLevel: LogLevel;
  /** A file, `-` for stdout, or `null`. */
  decisionLog: string | null;
  /** Bytes of a body. */
  maxBody: number;
  /** `null`: closed. */
  metricsPort: number | null;
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; faults: string[] };

export const defaultMaxBody = 256 * 1024;

/** Above this, one request could hold up a process; Stripe's are of a few KiB. */
const largestMaxBody = 16 * 1024 * 1024;

/** Characters below which a secret could be guessed, or is a slip. */
const shortestSecret = 16;

/**
 * The settings that `env` makes, or one line for each of its faults. An empty value is as good as none, but for secrets.
 * A fault names the variable and never shows what it holds, for that may be a secret in the wrong place.
 */
export function readSettings(env: Readonly<Record<string, unknown>>): SettingsResult {
  const faults: string[] = [];
  const text = (name: string): string | null => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    // The variables of a Worker can be numbers.
    const written = typeof value === 'number' ? String(value) : value;
    return typeof written === 'string' && written.trim() !== '' ? written.trim() : null;
  };
  const number = (name: string, low: number, high: number): number | null => {
    const value = text(name);
    if (value === null) return null;
    const read = /^[0-9]{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (read >= low && read <= high) return read;
    faults.push(`${name} must be a whole number from ${low} to ${high}.`);
    return null;
  };

  const secrets = [
    ...secretsOf('STRIPE_HOOK_SECRET', null, env, faults),
    ...secretsOf('STRIPE_HOOK_SECRET_TEST', 'test', env, faults),
    ...secretsOf('STRIPE_HOOK_SECRET_LIVE', 'live', env, faults),
  ];
  if (secrets.length === 0 && faults.length === 0) {
    faults.push(
      'No secret is set: STRIPE_HOOK_SECRET (or STRIPE_HOOK_SECRET_TEST, STRIPE_HOOK_SECRET_LIVE) must hold the signing secret of the event destination, whsec_…',
    );
  }
  const repeated = secrets.length - new Set(secrets.map(({ secret }) => secret)).size;
  if (repeated > 0) faults.push('The same secret is set twice: a secret is of one mode, and is named once.');
  const level = text('LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined) faults.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}.`);

  const settings: Settings = {
    secrets,
    rulesDir: text('RULES_DIR') ?? './rules',
    port: number('PORT', 0, 65_535) ?? 8787,
    host: text('HOST') ?? '127.0.0.1',
    logLevel: logLevel ?? 'info',
    decisionLog: text('DECISION_LOG'),
    maxBody: number('MAX_BODY', 1, largestMaxBody) ?? defaultMaxBody,
    metricsPort: number('METRICS_PORT', 0, 65_535),
  };
  return faults.length === 0 ? { ok: true, settings } : { ok: false, faults };
}

/** A variable that is set and holds no usable secret is a fault: what looks protected must be. */
function secretsOf(
  name: string,
  mode: Mode | null,
  env: Readonly<Record<string, unknown>>,
  faults: string[],
): Secret[] {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined) return [];
  if (typeof value !== 'string' || value.trim() === '') {
    faults.push(`${name} is empty.`);
    return [];
  }
  return value.split(',').flatMap((part, i, parts) => {
    const which = parts.length === 1 ? name : `${name} (secret ${i + 1} of ${parts.length})`;
    if (part === '') faults.push(`${which} is empty.`);
    else if (/\s/.test(part)) faults.push(`${which} holds a blank or a line break.`);
    else if (!/^[!-~]+$/.test(part)) faults.push(`${which} holds a character that no secret has.`);
    else if (part.length < shortestSecret) faults.push(`${which} is shorter than ${shortestSecret} characters.`);
    else return [{ secret: part, mode }];
    return [];
  });
}
