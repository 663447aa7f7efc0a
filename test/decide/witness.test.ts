import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { recordedRequest } from '../../src/examples/recorded.ts';
import { loadRules } from '../../src/node/load.ts';
import { entriesOf } from '../../src/rules/lint/walk.ts';
import { Problems } from '../../src/rules/problem.ts';
import { projectDir } from '../support/command.ts';

const { directory, source, files } = await loadRules(`${projectDir}rules`);
const recorded = (await readdir(`${projectDir}rules/tests/recorded`)).filter((name) => name.endsWith('.json'));
const moment = 1_795_000_000;

describe.each(recorded)('a witness of %s', (name) => {
  const request = recordedRequest(files, `tests/recorded/${name}`, null, '', new Problems())!;
  const rules = directory!.forAccount(request.account)!;
  const used = new Set<string>();
  const asked = new Set<unknown>();
  const evaluation = evaluate(rules, request, moment, false, {
    used: (at) => used.add(at),
    asked: (condition) => asked.add(condition),
  });

  it('changes nothing', () => {
    expect(evaluation).toEqual(evaluate(rules, request, moment));
  });

  it('is told of every entry that applied', () => {
    const { decided } = evaluation;
    const ids = [...decided.entries.map((entry) => entry.slice(entry.indexOf('.') + 1)), ...decided.shadow];
    const folders = [source!.base, ...Object.values(source!.accounts)];
    const applied = folders.flatMap(entriesOf).filter(({ at }) => used.has(at));
    const rows = [...used].filter((at) => at.includes('.csv:'));
    const told = [...applied.map(({ id }) => id), ...rows.map((at) => at.replace(/.*\/(.*)\.csv:(\d+):1$/, '$1:$2'))];
    const builtIn = ['default', 'no-items'];
    expect(ids.filter((id) => !builtIn.includes(id) && !told.includes(id))).toEqual([]);
  });

  it('is told of conditions, unless nothing is decided', () => {
    expect(asked.size > 0).toBe(request.hook !== 'price' && request.lines.length > 0);
  });
});
