import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/cli/check.ts';
import type { ExampleFiles } from '../../src/cli/codes/code.ts';
import { codes } from '../../src/cli/codes/index.ts';
import { withTable } from '../../src/cli/codes/readme.ts';
import { runExamples } from '../../src/examples/run.ts';
import { loadRules } from '../../src/node/load.ts';
import { lint } from '../../src/rules/lint/lint.ts';
import { problemCodes } from '../../src/rules/problem.ts';
import { projectDir } from '../support/command.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ratebook-'));
});
afterAll(() => rm(root, { recursive: true }));

/** `PLACE CODE` of each problem of these files on disk, of `check` and of `test`; and the severities. */
async function problemsOf(name: string, files: ExampleFiles) {
  const dir = join(root, name);
  for (const [path, content] of Object.entries<ExampleFiles[string]>({
    'settings.yaml': 'currency: usd\n',
    ...files,
  })) {
    const full = join(dir, path);
    await mkdir(dirname(full), { recursive: true });
    if (typeof content === 'string') await writeFile(full, content);
    else if ('link' in content) await symlink(content.link, full);
    else if ('latin1' in content) await writeFile(full, content.latin1, 'latin1');
    else await writeFile(full, content.text);
  }
  const loaded = await loadRules(dir);
  const { problems } = loaded;
  const ran = runExamples(loaded, loaded.files);
  if (loaded.source !== null) lint(loaded.source, Date.now() / 1000, problems, loaded.files);
  problems.add(ran.problems);
  return {
    found: problems.all.map(({ at, code }) => `${at} ${code}`),
    severities: problems.all.map(({ severity }) => severity),
    failed: ran.results.filter(({ passed }) => !passed).map(({ differences }) => differences),
  };
}

describe('what is told of a code is so:', () => {
  it.each(problemCodes)('%s', async (code) => {
    const { wrong, right, severity } = codes[code];
    const { found, severities } = await problemsOf(`${code}-wrong`, wrong.files);
    expect(found).toEqual([`${wrong.at} ${code}`]);
    expect(severity).toContain(severities[0]);
    expect(await problemsOf(`${code}-right`, right)).toEqual({ found: [], severities: [], failed: [] });
  });
});

/** What `ratebook check` prints of a code. */
async function explained(explain: string | true, json = false) {
  const out: string[] = [];
  const err: string[] = [];
  const write = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await check('nowhere', { explain, json }, { ...write, color: false, env: {} });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('ratebook check --explain', () => {
  it('tells what a code means, what to do, and shows what is wrong and what is right', async () => {
    const { code, out } = await explained('bad-percent');
    expect(out).toBe(
      [
        'bad-percent  error',
        '  A percent is not a number from 0 to 100 with at most four decimals.',
        '  Stripe takes no other tax rate.',
        '',
        'What to do',
        '  Write 7.25 or 7.25% for seven and a quarter percent.',
        '',
        'Wrong, at taxes.yaml:2:27',
        '  # taxes.yaml',
        '  rates:',
        '    - { id: us-ca, percent: 7.25001 }',
        '                            ^^^^^^^',
        '',
        'Right',
        '  # taxes.yaml',
        '  rates:',
        '    - { id: us-ca, percent: 7.25 }',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  it.each(problemCodes)('%s fits on a screen', async (name) => {
    const { code, out } = await explained(name);
    expect(out.split('\n').length).toBeLessThan(40);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(160);
    expect(code).toBe(0);
  });

  it('--json is one document', async () => {
    const { out } = await explained('unknown-state', true);
    expect(JSON.parse(out)).toEqual({
      code: 'unknown-state',
      severity: ['error', 'warn'],
      means: codes['unknown-state'].means,
      why: codes['unknown-state'].why,
      fix: codes['unknown-state'].fix,
      wrong: { at: 'taxes.yaml:2:62', files: codes['unknown-state'].wrong.files },
      right: { files: codes['unknown-state'].right },
    });
  });

  it('of a code that is none asks for the one that was meant, and ends with 2', async () => {
    expect(await explained('unknwon-zone')).toEqual({
      code: 2,
      out: '',
      err: '"unknwon-zone" is not a code of problems. Did you mean "unknown-zone"? All are listed by: npx ratebook check --explain',
    });
  });

  it('without a code lists them all', async () => {
    const { code, out } = await explained(true);
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([...problemCodes]);
    expect(JSON.parse((await explained(true, true)).out).codes).toHaveLength(problemCodes.length);
    expect(code).toBe(0);
  });
});

it('README.md has the table of all codes; `npm run codes` writes it', async () => {
  const readme = await readFile(join(projectDir, 'README.md'), 'utf8');
  expect(withTable(readme)).toBe(readme);
  for (const code of problemCodes) expect(readme).toContain(`| \`${code}\` |`);
});
