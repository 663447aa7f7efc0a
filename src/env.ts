/** The settings of the process, read from its environment or from a Worker's bindings. */
import { type LogLevel, logLevels } from './log.ts';
import { type SecretsRead, secretsOfVariables } from './secrets.ts';
import type { Secret } from './stripe/signature.ts';

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

/**
 * The settings that `env` makes, or one line for each of its faults. An empty value is as good as none, but for secrets.
 * A fault names the variable and never shows what it holds, for that may be a secret in the wrong place.
 * `read`: the secrets, where a runtime has other places for them than variables.
 */
export function readSettings(
  env: Readonly<Record<string, unknown>>,
  read: SecretsRead = secretsOfVariables(env),
): SettingsResult {
  const faults = [...read.faults];
  const text = (name: string): string | null => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    // The variables of a Worker can be numbers.
    const written = typeof value === 'number' ? String(value) : value;
    return typeof written === 'string' && written.trim() !== '' ? written.trim() : null;
  };
  const number = (name: string, low: number, high: number): number | null => {
    const value = text(name);
    if (value === null) return null;
    const whole = /^[0-9]{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (whole >= low && whole <= high) return whole;
    faults.push(`${name} must be a whole number from ${low} to ${high}.`);
    return null;
  };

  const level = text('LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined) faults.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}.`);

  const settings: Settings = {
    secrets: read.secrets,
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
