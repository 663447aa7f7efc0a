/** Reads tests/*.yaml, of the base and of the accounts. */
import { isIgnored, type RuleFiles, startOf } from '../rules/files.ts';
import type { At, LocalTime } from '../rules/model.ts';
import { date } from '../rules/parse/date.ts';
import type { Problems } from '../rules/problem.ts';
import { convert, entryList, names, optional, quote, required, type Shape, sized } from '../rules/shape.ts';
import { file, map, oneOfKeys, together } from '../rules/shape-map.ts';
import { readYaml } from '../rules/yaml.ts';
import { type Expect, expectation } from './expect.ts';
import { anyText, type Placed, placed } from './placed.ts';
import { customizeForm, finalizeForm, type ShortForm } from './short-form.ts';

/** A test as written. */
export interface Example {
  /** Relative to the rule directory. */
  file: string;
  at: At;
  /** The account in whose folder it stands, `null` for the base. */
  folder: string | null;
  name: Placed<string>;
  /** `null`: 2026-01-01T12:00, and the answer must not depend on it. */
  moment: { time: LocalTime; at: At } | null;
  /** The short form, or the path of a recorded request relative to the rule directory. */
  order: { is: 'short'; form: ShortForm } | { is: 'recorded'; path: string; at: At };
  expect: Expect;
}

const testPath = /^(?:accounts\/([^/]+)\/)?tests\/(.+)$/;

/** Every test that can be read; what cannot goes to `problems`. */
export function readExamples(files: RuleFiles, problems: Problems): Example[] {
  const examples: Example[] = [];
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const match = testPath.exec(path);
    if (!match || isIgnored(path) || !/\.ya?ml$/i.test(path)) continue;
    if (!/^[^/]+\.yaml$/.test(match[2]!)) {
      const message = 'Tests are read from tests/*.yaml only. Move this file there, or give it that ending.';
      problems.error(startOf(path), 'unknown-file', message);
      continue;
    }
    const node = readYaml(path, bytes, problems);
    if (node === undefined) continue;
    if (node.is === 'empty') {
      problems.error(node.at, 'missing-key', 'This file holds no tests. Write them as a list under "tests".');
      continue;
    }
    const folder = match[1] ?? null;
    const prefix = path.slice(0, path.length - match[2]!.length);
    examples.push(...uniqueNames(testFile(path, folder, prefix).read(node, problems)?.tests ?? [], problems));
  }
  return examples;
}

const orders = ['customize', 'finalize', 'request'];
const pairs = orders.flatMap((one, i) => orders.slice(i + 1).map((other) => [one, other] as const));

/** A whole file of tests, wherever it lies. */
export const testsFile: Shape<unknown> = testFile('', null, '');

function testFile(path: string, folder: string | null, prefix: string) {
  const tests = convert(
    sized(entryList('a list of tests', test(path, folder, prefix)), 1),
    (examples, node, problems) => {
      if (node.is === 'list' && node.items.length === 0) {
        problems.error(node.at, 'missing-key', 'This list holds no tests.');
      }
      return examples;
    },
  );
  return file('a map with the key "tests"', { tests: required(tests, 'The tests.') });
}

function test(path: string, folder: string | null, prefix: string): Shape<Example> {
  const keys = {
    name: required(placed(anyText), 'What it shows.'),
    at: optional(date, "When; in the settings' time zone unless it carries an offset."),
    customize: optional(customizeForm, 'The order while the cart is filled.'),
    finalize: optional(finalizeForm, 'The order when it is paid.'),
    request: optional(placed(anyText), 'A recorded request: a file beside the test.'),
    expect: required(expectation, 'What must hold.'),
  };
  const shape = map('a test, with name, customize or finalize or request, and expect', keys, {
    synonyms: { expected: 'expect', title: 'name', time: 'at' },
  });
  const forms = { needs: oneOfKeys(...orders), apart: pairs };
  return convert(together(shape, forms), (written, node, problems): Example | undefined => {
    const { customize, finalize, request } = written;
    const form = customize ?? finalize;
    const given = [customize, finalize, request].filter((one) => one !== undefined).length;
    if (given !== 1) {
      const found = given === 0 ? 'This test has no order' : 'This test has more than one order';
      const code = given === 0 ? 'missing-key' : 'not-allowed-here';
      problems.error(node.at, code, `${found}: give it one of customize, finalize and request.`);
      return undefined;
    }
    if (written.name.value === '') problems.error(written.name.at, 'bad-value', 'The name of this test is empty.');
    return {
      file: path,
      at: node.at,
      folder,
      name: written.name,
      // A map's own place goes by the same name where the key is not there.
      moment: names(node, ['at']) ? (written.at as Example['moment']) : null,
      order: form
        ? { is: 'short', form }
        : { is: 'recorded', path: `${prefix}${request!.value.replace(/^\.\//, '')}`, at: request!.at },
      expect: written.expect,
    };
  });
}

function uniqueNames(examples: Example[], problems: Problems): Example[] {
  const lines = new Map<string, string>();
  return examples.filter(({ name, at }) => {
    const line = lines.get(name.value);
    if (line === undefined) lines.set(name.value, at.split(':').at(-2)!);
    else problems.error(name.at, 'duplicate-id', `The test on line ${line} is called ${quote(name.value)} too.`);
    return line === undefined;
  });
}
