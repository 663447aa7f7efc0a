/** The rules that `ratebook serve` answers by, from a bundle. */
import { loadBundleFile } from '../node/bundle-file.ts';
import type { Io } from './output.ts';
import type { Supply } from './serve.ts';

/** Reads the bundle at `path`; `null` where it cannot be used, and it has been told why. */
export async function fromBundle(path: string, io: Io): Promise<Supply | null> {
  try {
    const directory = await loadBundleFile(path);
    return { rules: { directory }, degraded: () => [], watch() {}, close: async () => {} };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    io.err(`${path}: ${code === undefined ? message : `cannot be read (${code}).`}`);
    return null;
  }
}
