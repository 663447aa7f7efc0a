/** Secrets in files, as orchestrators mount them: `STRIPE_HOOK_SECRET_FILE` and the like name one each. */
import { readFile, stat } from 'node:fs/promises';
import { joinSecrets, type SecretsRead, secretsOfText, secretsOfVariables, secretVariables } from '../secrets.ts';
import type { Mode } from '../stripe/signature.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A variable that names a file of secrets. */
interface SecretFile {
  name: string;
  mode: Mode | null;
  path: string;
}

const largestFile = 64 * 1024;

/** The files that `env` names, in the order of their variables. */
export function secretFilesOf(env: Env): SecretFile[] {
  return secretVariables.flatMap(([variable, mode]) => {
    const name = `${variable}_FILE`;
    const path = Object.hasOwn(env, name) ? env[name] : undefined;
    return path === undefined ? [] : [{ name, mode, path }];
  });
}

/**
 * The secrets of the variables and of the files that `env` names, read now. A variable beside its file is a fault: one of
 * the two would be out of date without a word. Never throws; no fault shows a path, or any part of a secret.
 */
export async function readSecretsNow(env: Env): Promise<SecretsRead> {
  const files = secretFilesOf(env);
  if (files.length === 0) return secretsOfVariables(env);
  const twice = secretVariables
    .map(([variable]) => variable)
    .filter((variable) => env[variable] !== undefined && env[`${variable}_FILE`] !== undefined)
    .map((variable) => `${variable} and ${variable}_FILE are both set: give one of them.`);
  if (twice.length > 0) return { secrets: [], faults: twice };
  const hasVariables = secretVariables.some(([variable]) => env[variable] !== undefined);
  return joinSecrets([...(hasVariables ? [secretsOfVariables(env)] : []), ...(await Promise.all(files.map(readOne)))]);
}

/** One a line, or separated by commas; lines without anything are passed over. */
async function readOne({ name, mode, path }: SecretFile): Promise<SecretsRead> {
  const refused = (fault: string): SecretsRead => ({ secrets: [], faults: [`${name} ${fault}`] });
  if (path.trim() === '') return refused('is empty.');
  try {
    const about = await stat(path);
    // Reading a pipe or a device would wait for its writer.
    if (!about.isFile()) return refused('names something that is not a file.');
    if (about.size > largestFile) return refused('names a file that is too large to hold secrets.');
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line !== '');
    return secretsOfText(
      lines.flatMap((line) => line.split(',')),
      `${name}: the secret in its file`,
      mode,
    );
  } catch (error) {
    return refused(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown cause'}).`);
  }
}
