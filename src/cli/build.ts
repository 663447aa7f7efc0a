/** `ratebook build`: the checked bundle. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { loadRules } from '../node/load.ts';
import { makeBundle } from '../rules/bundle.ts';
import { failRules } from './failure.ts';
import { count, type Io } from './output.ts';

/** Writes the bundle where the whole directory, accounts included, is free of errors; else exit code 1. */
export async function build(dir: string, options: { out: string; json?: boolean }, io: Io): Promise<number> {
  const { source, revisions, problems, files } = await loadRules(dir);
  if (source === null || revisions === null || problems.hasErrors) {
    return failRules([{ dir, problems, files }], options, io, 'No bundle was written: ');
  }
  const text = JSON.stringify(makeBundle(source, revisions));
  await mkdir(dirname(options.out), { recursive: true });
  // A reader never sees half a bundle.
  const temporary = `${options.out}.${process.pid}.part`;
  await writeFile(temporary, text);
  await rename(temporary, options.out);
  const accounts = Object.keys(source.accounts).length;
  const bytes = Buffer.byteLength(text);
  if (options.json) io.out(JSON.stringify({ out: options.out, revision: revisions.base, accounts, bytes }));
  else io.out(`${options.out}: revision ${revisions.base}, ${count(accounts, 'account folder')}, ${bytes} bytes.`);
  return 0;
}
