/** The signing secrets of the settings, read from texts: those of variables, or of files that variables name. */
import type { Mode, Secret } from './stripe/signature.ts';

/** The secrets that are usable, and one line for each that is not. */
export interface SecretsRead {
  secrets: Secret[];
  faults: string[];
}

/** The variables that hold secrets, and the mode that each names. */
export const secretVariables: readonly (readonly [name: string, mode: Mode | null])[] = [
  ['STRIPE_HOOK_SECRET', null],
  ['STRIPE_HOOK_SECRET_TEST', 'test'],
  ['STRIPE_HOOK_SECRET_LIVE', 'live'],
];

/** Characters below which a secret could be guessed, or is a slip. */
const shortestSecret = 16;

/** The secrets of the variables of `env`, separated by commas. */
export function secretsOfVariables(env: Readonly<Record<string, unknown>>): SecretsRead {
  return joinSecrets(
    secretVariables.map(([name, mode]) => {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      if (value === undefined) return { secrets: [], faults: [] };
      // A variable that is set and holds no usable secret is a fault: what looks protected must be.
      return secretsOfText(typeof value === 'string' ? value.split(',') : [], name, mode);
    }),
  );
}

/** All of these together; none at all, or one twice, is a fault. */
export function joinSecrets(parts: readonly SecretsRead[]): SecretsRead {
  const secrets = parts.flatMap((part) => part.secrets);
  const faults = parts.flatMap((part) => part.faults);
  if (secrets.length === 0 && faults.length === 0) {
    faults.push(
      'No secret is set: STRIPE_HOOK_SECRET (or STRIPE_HOOK_SECRET_TEST, STRIPE_HOOK_SECRET_LIVE) must hold the signing secret of the event destination, whsec_…',
    );
  }
  if (new Set(secrets.map(({ secret }) => secret)).size < secrets.length) {
    faults.push('The same secret is set twice: a secret is of one mode, and is named once.');
  }
  return { secrets, faults };
}

/** The secrets that `texts` are. A fault names where they come from, and never shows what it holds. */
export function secretsOfText(texts: readonly string[], name: string, mode: Mode | null): SecretsRead {
  if (texts.every((text) => text.trim() === '')) return { secrets: [], faults: [`${name} is empty.`] };
  const secrets: Secret[] = [];
  const faults: string[] = [];
  for (const [index, text] of texts.entries()) {
    const which = texts.length === 1 ? name : `${name} (secret ${index + 1} of ${texts.length})`;
    if (text === '') faults.push(`${which} is empty.`);
    else if (/\s/.test(text)) faults.push(`${which} holds a blank or a line break.`);
    else if (!/^[!-~]+$/.test(text)) faults.push(`${which} holds a character that no secret has.`);
    else if (text.length < shortestSecret) faults.push(`${which} is shorter than ${shortestSecret} characters.`);
    else secrets.push({ secret: text, mode });
  }
  return { secrets, faults };
}
