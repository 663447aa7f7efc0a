/** The JSON Schemas of a rule directory's YAML files, and the line in a file by which an editor finds its own. */
import { testsFile } from '../examples/read.ts';
import { type JsonSchema, jsonSchema } from '../rules/json-schema.ts';
import { approvalFile } from '../rules/parse/approval.ts';
import { feesFile } from '../rules/parse/fees.ts';
import { settingsFile } from '../rules/parse/settings.ts';
import { shippingFile } from '../rules/parse/shipping.ts';
import { taxesFile } from '../rules/parse/taxes.ts';
import type { Shape } from '../rules/shape.ts';

/** Where the schemas lie in a rule directory. It is hidden, so the rules are read without it. */
export const schemaFolder = '.schemas';

const shapes: Readonly<Record<string, Shape<unknown>>> = {
  settings: settingsFile.base,
  shipping: shippingFile,
  taxes: taxesFile,
  approval: approvalFile.base,
  fees: feesFile,
  tests: testsFile,
  'account-settings': settingsFile.account,
  'account-approval': approvalFile.account,
};

/** A schema for each kind of YAML file, by the name that its file has before `.schema.json`. */
export function ruleSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const [, account, file] = /^(account-)?(.*)$/.exec(name)!;
      const title = file === 'tests' ? 'tests/*.yaml' : `${file}.yaml${account === undefined ? '' : ' of an account'}`;
      return [name, jsonSchema(shape, `Ratebook ${title}`)];
    }),
  );
}

/** The files that hold the schemas, by their names, as text. */
export function schemaFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ruleSchemas()).map(([name, schema]) => [
      `${name}.schema.json`,
      `${withShortLists(JSON.stringify(schema, null, 2))}\n`,
    ]),
  );
}

/** Lists of words on one line each, so that the files are short and their differences can be read. */
function withShortLists(json: string): string {
  return json.replaceAll(/\[\n *"[^"\n]*"(?:,\n *"[^"\n]*")*\n *\]/g, (list) => list.replaceAll(/\n */g, ' '));
}

/** The name of the schema for the YAML file at `path` in a rule directory; `undefined` where no such file is read. */
export function schemaOf(path: string): string | undefined {
  const [, account, file, tests] = /^(accounts\/[^/]+\/)?(?:([^/]+)|(tests)\/[^/]+)\.yaml$/.exec(path) ?? [];
  if (tests !== undefined) return tests;
  const own = account === undefined ? undefined : `account-${file}`;
  if (own !== undefined && Object.hasOwn(shapes, own)) return own;
  return file !== undefined && !file.startsWith('account-') && file !== 'tests' && Object.hasOwn(shapes, file)
    ? file
    : undefined;
}

/** The first line of the YAML file at `path` in a rule directory, which names its schema to editors. */
export function modeline(path: string): string | undefined {
  const name = schemaOf(path);
  if (name === undefined) return undefined;
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}${schemaFolder}/${name}.schema.json`;
}
