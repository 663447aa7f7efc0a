/** Every regular expression of the sources, found in their syntax trees. */
import { readdirSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { parseAst } from 'vitest/node';

export interface Found {
  /** `/…/flags` of each literal, and the files that hold it. */
  literals: Map<string, string[]>;
  /** `FILE: TEXT` of each place that could make an expression out of text. */
  made: string[];
}

/** Reads all modules below `dir`. */
export function findRegexps(dir: string): Found {
  const found: Found = { literals: new Map(), made: [] };
  for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.[jt]s$/.test(file) && !file.endsWith('.d.ts')) findIn(readFileSync(`${dir}/${file}`, 'utf8'), file, found);
  }
  return found;
}

/** Adds what the text of a module holds. */
export function findIn(text: string, file: string, found: Found): void {
  const code = transformSync(text, { loader: 'ts' }).code;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, name, regex, start } = node as Record<string, unknown>;
    if (type === 'Literal' && isRegex(regex)) {
      const key = `/${regex.pattern}/${regex.flags}`;
      found.literals.set(key, [...(found.literals.get(key) ?? []), file]);
    }
    if (type === 'Identifier' && name === 'RegExp') {
      found.made.push(`${file}: ${code.slice(Number(start), Number(start) + 60).split('\n', 1)[0]}`);
    }
    for (const part of Object.values(node)) visit(part);
  };
  visit(parseAst(code));
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value;
}
