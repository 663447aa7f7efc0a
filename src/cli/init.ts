/** `ratebook init`: a small rule directory to begin with. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { modeline, schemaFiles, schemaFolder } from '../editor/schemas.ts';
import { count, type Io } from './output.ts';
import { platform } from './starters/platform.ts';
import { shop } from './starters/shop.ts';

/** Whom a directory can be for. Files by their paths, without what editors need. */
const starters: Readonly<Record<string, Readonly<Record<string, string>>>> = { shop, platform };

/**
 * Writes the files where the directory is empty or not there; exit code 1 where it holds something, 2 where nobody is
 * called like `options.for` (default `shop`).
 */
export async function init(dir: string, options: { for?: string }, io: Io): Promise<number> {
  const whom = options.for ?? 'shop';
  const files = Object.hasOwn(starters, whom) ? starters[whom]! : undefined;
  if (files === undefined) {
    io.err(`--for is ${Object.keys(starters).join(' or ')}, not ${JSON.stringify(whom)}.`);
    return 2;
  }
  const there = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    return error.code ?? 'unknown cause';
  });
  if (typeof there === 'string') {
    io.err(`${dir} cannot be written: ${there}.`);
    return 1;
  }
  if (there.length > 0) {
    io.err(`${dir} is not empty; nothing was written. Name another directory, or empty this one.`);
    return 1;
  }
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text, { flag: 'wx' });
  };
  for (const [path, text] of Object.entries(files)) await write(path, withModeline(path, text));
  for (const [name, text] of Object.entries(schemaFiles())) await write(join(schemaFolder, name), text);
  io.out(`${dir}: ${count(Object.keys(files).length, 'file')} written. Try:`);
  io.out(`  npx ratebook check ${dir}`);
  io.out(`  npx ratebook test ${dir} --min 100`);
  return 0;
}

function withModeline(path: string, text: string): string {
  return path.endsWith('.yaml') ? `${modeline(path)}\n${text}` : text;
}
