/** Every command that a README tells people to type is typed here, or by the project's own check. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { projectDir, type Ran, ratebook, type Started, start } from '../support/command.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const secret = 'whsec_0123456789abcdef';
const recorded = 'rules/tests/recorded/finalize-prepaid.json';
const read = (path: string): Promise<string> => readFile(join(projectDir, path), 'utf8');

/** The commands of a README: lines of its `sh` blocks, steps of its workflow, and `ratebook …` within sentences. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.split('\n'));
  const steps = [...text.matchAll(/^ +- run: (.+)$/gm)].map(([, command]) => command!);
  const within = [...text.matchAll(/`((?:npx )?ratebook [a-z][^`]*)`/g)].map(([, command]) => command!);
  return [...blocks, ...steps, ...within]
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
}

const documents = ['README.md', 'rules/README.md', 'rules/tests/recorded/README.md'];
const texts = await Promise.all(documents.map(read));
const commands = [...new Set(texts.flatMap(commandsOf))].flatMap((line) => line.split(' && '));

/** Run by the project's own check: what of it does so, and in which file. */
const inCheck: Record<string, [file: string, line: string]> = {
  'npm ci': ['.ci/run', 'npm ci'],
  'npm test': ['.ci/run', 'npm test'],
  'npm run demo': ['.ci/smoke', 'npm run demo'],
  'npm run build': ['.ci/run', 'npm run -s build'],
  'node dist/cli/main.js check rules': ['.ci/run', 'node dist/cli/main.js check rules'],
  'npm run load -- --quick': ['.ci/run', 'npm run -s load -- --quick'],
  'npx wrangler deploy': ['.ci/run', 'npx wrangler deploy --dry-run'],
};

/** Commands that nothing can run here, and why. */
const nowhere: Record<string, string> = {
  'npx wrangler secret put STRIPE_HOOK_SECRET':
    'It writes to an account of Cloudflare, and asks for the secret on a terminal.',
  'npm run bench': 'It measures for minutes, and fetches the engines that it compares with.',
};

let dir: string;
let service: Started;
let url: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
  const log = { DECISION_LOG: join(dir, 'decisions.jsonl') };
  service = start(['serve', '--rules', 'rules', '--port', '0'], { STRIPE_HOOK_SECRET: secret, ...log });
  url = (await service.until(/http:\/\/127\.0\.0\.1:\d+/))[0];
  // A log holds a decision before it is replayed.
  await ratebook(['send', `${url}/hooks`, recorded, '--secret', secret]);
});
afterAll(async () => {
  await service.stop();
  await rm(dir, { recursive: true });
});

/** A command with what it leaves to the reader filled in, and with files of its own. */
function typed(command: string): string[] {
  return command
    .replace(/^(?:\w+=\S+ )*(?:npx )?ratebook /, '')
    .replace('whsec_…', secret)
    .replace('order.json', recorded)
    .replace('decisions.jsonl', join(dir, 'decisions.jsonl'))
    .replace('old-rules', 'rules')
    .replace(/\bdist\//g, `${dir}/`)
    .replace(/\bmy-\w+/, `${dir}/$&`)
    .replace('rules/.schemas', `${dir}/schemas`)
    .replace('http://127.0.0.1:8787', url)
    .split(' ');
}

it.each(commands.filter((command) => /\bratebook (?!serve)/.test(command)))('%s', async (command) => {
  const { code, err }: Ran = await ratebook(typed(command));
  expect(err).toBe('');
  expect(code).toBe(0);
});

it.each(commands.filter((command) => /\bratebook serve/.test(command)))('%s', async (command) => {
  // A bundle is served after it was built, as the README has it.
  if (command.includes('--bundle')) await ratebook(['build', 'rules', '--out', join(dir, 'rules.json')]);
  const served = start([...typed(command), '--port', '0'], { STRIPE_HOOK_SECRET: secret });
  await served.until(/http:\/\/127\.0\.0\.1:\d+/);
  expect((await served.stop()).code).toBe(0);
});

it('every command is run somewhere, or it is said why not', async () => {
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands.filter((one) => !/\bratebook /.test(one) && !(one in nowhere))) {
    const [file, line] = inCheck[command] ?? [];
    expect(file, `${command} is run by nothing`).toBeDefined();
    expect(await read(file!)).toContain(line);
  }
  expect(Object.keys({ ...inCheck, ...nowhere }).filter((command) => !commands.includes(command))).toEqual([]);
});

it('the workflow of README.md is one that GitHub can read', () => {
  const [, text] = /^```yaml\n(# \.github\/workflows\/[\s\S]*?)^```$/m.exec(texts[0]!)!;
  const { on, jobs } = parse(text!) as { on: string[]; jobs: { rules: { steps: Record<string, unknown>[] } } };
  expect(on).toEqual(['push', 'pull_request']);
  const { steps } = jobs.rules;
  expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual(['actions/checkout@v4', 'actions/setup-node@v4']);
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
    'npm ci',
    'npx ratebook check rules',
    'npx ratebook test rules',
  ]);
});

it('README.md shows what check says of a misspelt key', async () => {
  const rules = join(dir, 'misspelt');
  await cp(join(projectDir, 'rules'), rules, { recursive: true, force: true });
  const text = (await read('rules/shipping.yaml')).replace('    name: Standard', '    dispaly_name: Standard');
  await writeFile(join(rules, 'shipping.yaml'), text);
  const { out } = await ratebook(['check', rules]);
  const [shown] = out.replace(rules, 'rules').split('\n\n');
  expect(texts[0]).toContain(`\`\`\`\n${shown}\n\`\`\``);
});
