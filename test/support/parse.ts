/** Parsing as tests do it: text in, value and problems out. */
import type { RuleFiles } from '../../src/rules/files.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { Shape } from '../../src/rules/shape.ts';
import { readYaml } from '../../src/rules/yaml.ts';

/** `LINE:COL CODE` of each problem, in the order of the file. */
export function outline(problems: Problems): string[] {
  return problems.all.map(({ at, code }) => `${at.slice(at.indexOf(':') + 1)} ${code}`);
}

/** What `shape` makes of a value written in YAML, without the places; and the problems. */
export function read<T>(shape: Shape<T>, yaml: string) {
  const problems = new Problems();
  const node = readYaml('x.yaml', new TextEncoder().encode(yaml), problems);
  const value = node && shape.read(node, problems);
  return {
    value: withoutPlaces(value),
    problems: outline(problems),
    messages: problems.all.map((each) => each.message),
    /** The code of each problem, and the word at its place. */
    pointed: problems.all.map(({ at, code }) => `${code} at ${wordAt(yaml, at)}`),
  };
}

/** A directory written as texts by path. */
export function parse(texts: Record<string, string>) {
  const problems = new Problems();
  const files: RuleFiles = new Map();
  for (const [path, text] of Object.entries(texts)) files.set(path, new TextEncoder().encode(text));
  const source = parseRules(files, problems);
  return { source, problems, all: problems.all.map(({ at, code }) => `${at} ${code}`) };
}

/** A copy of plain data without its `at`s. */
export function withoutPlaces(value: unknown): unknown {
  return value === undefined
    ? undefined
    : JSON.parse(JSON.stringify(value, (key, each) => (key === 'at' ? undefined : each)));
}

/** The word (or the bracket) that stands at a place of a text. */
function wordAt(text: string, at: string): string {
  const [line, column] = at.split(':').slice(-2).map(Number);
  const rest = text.split('\n')[line! - 1]!.slice(column! - 1);
  return (/^[[{"]?[^\s,:[\]{}"]{0,20}/.exec(rest)?.[0] ?? '') || rest.slice(0, 1);
}
