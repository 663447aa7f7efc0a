/** rules/README.md is the reference of the rule language: its examples are read, and nothing is missing from it. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectation } from '../../src/examples/expect.ts';
import { runExamples } from '../../src/examples/run.ts';
import { customizeForm, finalizeForm } from '../../src/examples/short-form.ts';
import { compileFiles } from '../../src/node/load.ts';
import { readRuleFiles } from '../../src/rules/disk.ts';
import type { RuleFiles } from '../../src/rules/files.ts';
import { Problems } from '../../src/rules/problem.ts';
import { projectDir } from '../support/command.ts';
import { fileShapes, Parts } from '../support/forms.ts';

const readme = await readFile(`${projectDir}rules/README.md`, 'utf8');
const [reference, allKeys] = readme.split('\n## All keys\n') as [string, string];
const blocks = [...readme.matchAll(/^```yaml\n(# (\S+).*\n[\s\S]*?)^```$/gm)].map(([, text, path]) => ({
  path: path!,
  text: text!,
  line: readme.slice(0, readme.indexOf(text!)).split('\n').length,
}));

let example: RuleFiles;
beforeAll(async () => {
  example = await readRuleFiles(`${projectDir}rules`, new Problems());
});

/** The example directory with one file written anew; beside other settings, whose zones are others, only what needs none. */
function withFile(path: string, text: string): RuleFiles {
  const folder = /^(.*)settings\.yaml$/.exec(path)?.[1];
  const isApart = (name: string): boolean =>
    folder !== undefined && name.startsWith(folder) && !/^(?:lists\/|tables\/|catalog)/.test(name.slice(folder.length));
  const rest = [...example].filter(([name]) => !isApart(name));
  return new Map([...rest, [path, new TextEncoder().encode(text)]]);
}

describe('each example of rules/README.md', () => {
  it('names its file', () => {
    expect(blocks.length).toBeGreaterThan(15);
    expect(blocks).toHaveLength(readme.match(/^```yaml$/gm)!.length);
  });

  it.each(blocks.filter(({ path }) => !path.startsWith('tests/')))('on line $line is good rules: $path', (block) => {
    const { problems } = compileFiles(withFile(block.path, block.text));
    expect(problems.all.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(blocks.filter(({ path }) => path.startsWith('tests/')))('on line $line passes: $path', (block) => {
    const files = withFile(block.path, block.text);
    const { problems, results } = runExamples(compileFiles(files), files);
    const own = results.filter(({ file }) => file === block.path);
    expect(problems.all).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ passed }) => !passed).map(({ name, differences }) => ({ name, differences }))).toEqual([]);
  });
});

const parts = new Parts(fileShapes);
const tests = new Parts({ customize: customizeForm, finalize: finalizeForm, expect: expectation });

/** The rows of the table of all keys, and whose keys they list. */
const rows: [row: string, keys: string[]][] = [
  ['`settings.yaml`', parts.keysOf('settings')],
  ['`accounts` in it', parts.keysOf('settings.accounts')],
  ['a place', parts.keysOf('place')],
  ['`shipping.yaml`', parts.keysOf('shipping')],
  ['an option', parts.keysOf('shipping.options')],
  ['a price', parts.keysOf('shipping.options.price')],
  ['a tier of a price', parts.keysOf('shipping.options.price.tiers')],
  ['a surcharge', parts.keysOf('shipping.options.surcharges')],
  ['a delivery', parts.keysOf('shipping.options.delivery')],
  ['`taxes.yaml`', parts.keysOf('taxes')],
  ['a class', parts.keysOf('taxes.classes')],
  ['a rate', parts.keysOf('taxes.rates')],
  ['an exemption', parts.keysOf('taxes.exempt')],
  ['`shipping` in it', parts.keysOf('taxes.shipping')],
  ['`approval.yaml`', parts.keysOf('approval')],
  ['a rule', parts.keysOf('approval.always')],
  ['`fees.yaml`', parts.keysOf('fees')],
  ['a fee', parts.keysOf('fees.fees')],
  ['a tier of a fee', parts.keysOf('fees.fees.tiers')],
  ['`limit`', parts.keysOf('fees.limit')],
  ['`transfer`', parts.keysOf('fees.transfer')],
  ['an order in a test', tests.keysOf('finalize')],
  ['an address in a test', tests.keysOf('customize.to')],
  ['an item in a test', tests.keysOf('customize.items')],
  ['`expect`', tests.keysOf('expect')],
  ['an option in `expect`', tests.keysOf('expect.shipping')],
  ['a rate in `expect`', tests.keysOf('expect.taxes')],
];

/** The words in backticks of a text. */
const wordsOf = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!);

describe('rules/README.md', () => {
  it('has its sections in its contents, in order', () => {
    const headings = [...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);
    const anchor = (heading: string): string =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-');
    const contents = [...readme.matchAll(/^- \[(.*)\]\(#(.*)\)$/gm)].map(([, heading, link]) => [heading, link]);
    expect(contents).toEqual(headings.map((heading) => [heading, anchor(heading)]));
  });

  it.each(rows)('lists the keys of %s', (row, keys) => {
    const line = allKeys.split('\n').find((each) => each.startsWith(`| ${row} |`));
    expect(wordsOf(line?.split('|')[2] ?? '').sort()).toEqual([...keys].sort());
    expect(keys.length).toBeGreaterThan(1);
  });

  it('lists them all', () => {
    const elsewhere = /^(?:when|line|text|bounds)\.|^approval\.default\.decline$|^shipping\.ships\.items$/;
    const listed = new Set(rows.flatMap(([, keys]) => keys));
    const keys = [...parts.names].filter((name) => !name.includes('=') && !elsewhere.test(name));
    expect(keys.filter((name) => !listed.has(name.slice(name.lastIndexOf('.') + 1)))).toEqual([]);
  });

  it('says of each what it means, before the table', () => {
    const said = new Set(
      reference
        .split('\n```')
        .filter((_, index) => index % 2 === 0)
        .flatMap(wordsOf)
        .flatMap((words) => words.split(/[^\w]+/)),
    );
    expect([...new Set(rows.flatMap(([, keys]) => keys))].filter((key) => !said.has(key))).toEqual([]);
  });

  it.each(['when', 'line'])('tells of each fact: %s', (owner) => {
    const facts = /\n## Facts\n([\s\S]*?)\n## /.exec(reference)![1]!;
    const said = facts.split('\n').flatMap((row) => wordsOf(row.split('|')[1] ?? ''));
    const combining = owner === 'line' ? ['any', 'all', 'not'] : [];
    const keys = parts.keysOf(owner).filter((key) => !combining.includes(key));
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !said.includes(key))).toEqual([]);
    expect(parts.keysOf('when.payment').filter((key) => !said.includes(key))).toEqual([]);
  });

  it('tells of each word of a choice', () => {
    const words = [...parts.names, ...tests.names]
      .filter((name) => name.includes('='))
      .map((name) => name.split('=')[1]!);
    expect(words.length).toBeGreaterThan(20);
    const said = wordsOf(reference).flatMap((text) => text.split(/[^\w]+/));
    expect([...new Set(words)].filter((word) => !said.includes(word))).toEqual([]);
  });
});
