/** The rules of a bundle, from disk. */
import { readFile } from 'node:fs/promises';
import { loadBundle } from '../rules/bundle.ts';
import type { Directory } from '../rules/ruleset.ts';

/** Reads a bundle file. Throws an Error that says what is wrong with it. */
export async function loadBundleFile(path: string): Promise<Directory> {
  return loadBundle(JSON.parse(await readFile(path, 'utf8')));
}
