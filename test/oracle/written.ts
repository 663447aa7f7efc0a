/** Rule directories as trees that can be made smaller, and as the texts that a person would write. */

/** What stands in a YAML file; every scalar is text. */
export type Tree = string | Tree[] | { [key: string]: Tree };
export type TreeMap = { [key: string]: Tree };

export type WrittenFile =
  | { is: 'yaml'; tree: TreeMap }
  | { is: 'csv'; columns: string[]; rows: string[][] }
  | { is: 'list'; lines: string[] };

/** Files by path. */
export type WrittenDirectory = Record<string, WrittenFile>;

export function textsOf(directory: WrittenDirectory): Record<string, string> {
  return Object.fromEntries(Object.entries(directory).map(([path, file]) => [path, textOf(file)]));
}

function textOf(file: WrittenFile): string {
  switch (file.is) {
    case 'yaml':
      return Object.entries(file.tree)
        .map(([key, value]) => topLevel(scalar(key), value))
        .join('');
    case 'csv':
      return [file.columns, ...file.rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
    case 'list':
      return ['# a list', ...file.lines].map((line) => `${line}\n`).join('');
  }
}

/** Lists of entries in block style, an entry a line; the rest in flow style. */
function topLevel(key: string, value: Tree): string {
  if (!Array.isArray(value) || value.length === 0) return `${key}: ${flow(value)}\n`;
  return `${key}:\n${value.map((entry) => `  - ${flow(entry)}\n`).join('')}`;
}

function flow(value: Tree): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`)
    .join(', ')} }`;
}

/** Quoted where a person would have to. */
function scalar(text: string): string {
  return /^[A-Za-z0-9](?:[A-Za-z0-9 ._%…À-ÿ-]*[A-Za-z0-9%_À-ÿ])?$/.test(text) && !/^\d\d-\d\d$/.test(text)
    ? text
    : JSON.stringify(text);
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
