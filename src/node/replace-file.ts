/** Writes a file anew in one step, so that whoever reads it finds the old text or the new one. */
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Replaces what is in the file, which is there, and keeps its mode; a symbolic link stays one. Why not, where it fails. */
export async function replaceFile(path: string, text: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    const real = await realpath(path);
    const { mode } = await stat(real);
    // Hidden, so that nobody takes it for a file of rules.
    temporary = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await chmod(temporary, mode);
    await rename(temporary, real);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    return (error as NodeJS.ErrnoException).code ?? 'unknown cause';
  }
}
