/** Rule directories as trees that laws can change, and as the texts that a person would write. */

/** What stands in a YAML file; every scalar is text. */
export type Tree = string | Tree[] | TreeMap;
export interface TreeMap {
  [key: string]: Tree;
}

export interface Csv {
  columns: string[];
  rows: string[][];
}

/** Files by path: `*.yaml` are trees, `*.csv` tables, `lists/*.txt` lines. */
export interface Written {
  yaml: { [path: string]: TreeMap };
  csv: { [path: string]: Csv };
  lists: { [path: string]: string[] };
}

/** The text of every file. */
export function textsOf({ yaml, csv, lists }: Written): [path: string, text: string][] {
  return [
    ...Object.entries(yaml).map(([path, tree]): [string, string] => [path, yamlOf(tree)]),
    ...Object.entries(csv).map(([path, table]): [string, string] => [path, csvOf(table)]),
    ...Object.entries(lists).map(([path, lines]): [string, string] => [path, `# a list\n${lines.join('\n')}\n`]),
  ];
}

/** A key a line, an entry of a list a line, the rest in one line. */
function yamlOf(tree: TreeMap): string {
  const keys = Object.entries(tree).map(([key, value]) =>
    Array.isArray(value) && value.length > 0
      ? `${scalar(key)}:\n${value.map((entry) => `  - ${flow(entry)}\n`).join('')}`
      : `${scalar(key)}: ${flow(value)}\n`,
  );
  return keys.join('');
}

function flow(value: Tree): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  const keys = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`);
  return `{ ${keys.join(', ')} }`;
}

/** Quoted where a person would have to. */
function scalar(text: string): string {
  return /^[A-Za-z0-9](?:[A-Za-z0-9 ._%-]*[A-Za-z0-9%_])?$/.test(text) ? text : JSON.stringify(text);
}

function csvOf({ columns, rows }: Csv): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
