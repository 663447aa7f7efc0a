/** The table of codes in README.md; run as a program, this writes it: `npm run codes`. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { problemCodes } from '../../rules/problem.ts';
import { codes, severityOf } from './index.ts';
import { withMarked } from './marked.ts';

/** `readme` with the table between its two marks as it should be. Throws an Error where a mark is missing. */
export function withTable(readme: string): string {
  return withMarked(readme, 'codes', table());
}

function table(): string {
  const rows = problemCodes.map((code) => `| \`${code}\` | ${severityOf(code)} | ${codes[code].means} |`);
  return ['| code | | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL('../../../README.md', import.meta.url);
  await writeFile(path, withTable(await readFile(path, 'utf8')));
}
