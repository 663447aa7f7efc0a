/** docs/operations.md says what there is and no more, and its commands and files are tried as far as this machine can. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { refusalCodes } from '../../src/refusal.ts';
import { secretVariables } from '../../src/secrets.ts';
import { ratebook, type Started, start, startProgram } from '../support/command.ts';

// Some start processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const run = promisify(execFile);
const text = readFileSync('docs/operations.md', 'utf8');
/** The texts of the modules below a folder. */
const modules = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
const sources = modules('src');
const runtimes = [...modules('src/node'), ...modules('src/worker')];

/** The first cells of the table below a heading, and of those the words in backticks. */
function firstCells(heading: string): string[] {
  const [, section = ''] = new RegExp(`^### ${heading}\\n([\\s\\S]*?)(?=^##|(?![\\s\\S]))`, 'm').exec(text) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => row.split(' | ')[0]!.slice(2));
}
const wordsIn = (cells: string[]): string[] =>
  cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!));
const found = (pattern: RegExp, texts = sources): string[] => [
  ...new Set(texts.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name!))),
];

describe('the page tells', () => {
  test('every event of the log, and none that is not logged', () => {
    const logged = [
      ...found(/\blog\.(?:debug|info|warn|error)\(\s*'([^']+)'/g),
      ...found(/\breport\(\s*'([^']+)'/g),
      ...found(/"event":"([^"]+)"/g),
    ];
    expect(wordsIn(firstCells('Events of the log')).sort()).toEqual([...new Set(logged)].sort());
    // The one place where the event is a variable is `report` of the command, whose calls are above.
    expect(found(/\blog\.(?:debug|info|warn|error)\(\s*([^\s'][^,]*),/g)).toEqual(['event']);
  });

  test('every metric, and none that is not measured', () => {
    expect(wordsIn(firstCells('Metrics')).sort()).toEqual(found(/name: '(ratebook_[a-z_]+)'/g).sort());
  });

  test('every code of a refusal, and no other', () => {
    expect(wordsIn(firstCells('Codes')).sort()).toEqual([...refusalCodes].sort());
  });

  test('every cause of a refusal', () => {
    const types = found(/type (?:SignatureFault|JsonFault) = ([^;]+);/g).join();
    const causes = [...types.matchAll(/'([a-z0-9]+)'/g), ...found(/cause: '([a-z]+)'/g).map((name) => ['', name])];
    expect(causes.length).toBeGreaterThan(9);
    for (const [, cause] of causes) expect(text).toContain(`\`${cause}\``);
  });

  test('every reason of /healthz, and none that is not given', () => {
    const sentences = [
      ...found(/`((?:The|A) (?:[^`$]|\$\{[^}]*\})*\.)`/g, runtimes),
      ...found(/(?<!help: )'((?:The|A) [^'\n]*\.)'/g, runtimes),
    ];
    const given = sentences.map((sentence) => sentence.replaceAll(/\$\{[^}]*\}/g, '…').replace('… …', '… errors'));
    expect(firstCells('Reasons of /healthz').sort()).toEqual(given.sort());
  });

  test('every alarm of deploy/alerts.yaml, and each asks for metrics that there are', () => {
    const { groups } = parse(readFileSync('deploy/alerts.yaml', 'utf8'));
    const alerts: { alert: string; expr: string }[] = groups.flatMap(({ rules }: { rules: object[] }) => rules);
    const [, section = ''] = /^## Alarms\n([\s\S]*?)^###/m.exec(text) ?? [];
    const told = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(told).toEqual(alerts.map(({ alert }) => alert));
    const metrics = found(/name: '(ratebook_[a-z_]+)'/g);
    for (const { expr } of alerts) {
      const asked = [...expr.matchAll(/ratebook_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
      expect(metrics).toEqual(expect.arrayContaining(asked));
      const outcomes = [...expr.matchAll(/outcome="(\w+)"/g)].map(([, outcome]) => outcome);
      expect(refusalCodes).toEqual(expect.arrayContaining(outcomes));
    }
  });

  test('only variables that are read, and links that lead somewhere', () => {
    const read = [
      ...found(/'([A-Z]+(?:_[A-Z]+)*)'/g),
      ...secretVariables.flatMap(([name]) => [name, `${name}_FILE`]),
      'NODE_ENV',
    ];
    const files = ['deploy/ratebook.service', 'deploy/Containerfile']
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const named = [
      ...`${text}\n${files}`.matchAll(/\b((?:STRIPE|RULES|LOG|DECISION|MAX|METRICS|NODE)_[A-Z_]+|PORT|HOST)\b/g),
    ];
    expect(named.map(([name]) => name).filter((name) => !read.includes(name))).toEqual([]);
    for (const [, link] of text.matchAll(/\]\(\.\.\/([^)#]*)/g)) expect(existsSync(link!), link).toBe(true);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor] of text.matchAll(/\]\(#([^)]*)\)/g)) expect(headings).toContain(anchor);
  });
});

/** Why a command is not run here; those of `npm` are run by `.ci/run`. */
const elsewhere: [begin: string, reason: string][] = [
  ['npm ci', 'the project’s own check runs it'],
  ['npm run build', 'the project’s own check runs it'],
  ['sudo ', 'it changes the machine'],
  ['docker ', 'it needs a container engine'],
  ['npx wrangler ', 'it needs an account of Cloudflare'],
];

describe('the commands of the page', () => {
  const secret = 'whsec_0123456789abcdef';
  let dir: string;
  let service: Started;
  let url: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
    service = start(['serve', '--rules', 'rules', '--port', '0'], { STRIPE_HOOK_SECRET: secret });
    url = (await service.until(/http:\/\/127\.0\.0\.1:\d+/))[0];
  });
  afterAll(async () => {
    await service.stop();
    await rm(dir, { recursive: true });
  });

  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  const commands = [...new Set(blocks.flatMap((block) => block.trim().split('\n')))];

  test('are a shell’s', async () => {
    await writeFile(join(dir, 'all.sh'), blocks.join('\n'));
    await expect(run('bash', ['-n', join(dir, 'all.sh')])).resolves.toMatchObject({ stderr: '' });
  });

  test.each(commands.filter((command) => command.includes('ratebook ') && command.startsWith('npx')))(
    '%s',
    async (command) => {
      const typed = command.replace('npx ratebook ', '').replace('whsec_…', secret).replace('dist/', `${dir}/`);
      const ran = await ratebook(typed.replace('http://127.0.0.1:8787', url).split(' '));
      expect([ran.code, ran.err]).toEqual([0, '']);
    },
  );

  test.each(commands.filter((command) => command.startsWith('curl ')))('%s', async (command) => {
    const address = command.split(' ').at(-1)!.replace('http://127.0.0.1:8787', url);
    expect((await fetch(address)).status).toBe(200);
  });

  test('are run, or it is said why not', () => {
    const others = commands.filter((command) => !/^(?:npx ratebook|curl) /.test(command));
    expect(others.filter((command) => !elsewhere.some(([begin]) => command.startsWith(begin)))).toEqual([]);
    expect(elsewhere.filter(([begin]) => !others.some((command) => command.startsWith(begin)))).toEqual([]);
  });

  test('of wrangler are ones that it knows', async () => {
    const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', NO_COLOR: '1' };
    const helpOf = async (...words: string[]): Promise<string> =>
      (await run('node_modules/.bin/wrangler', [...words, '--help'], { env })).stdout;
    const helps = await Promise.all([helpOf(), helpOf('versions'), helpOf('deployments'), helpOf('secret')]);
    for (const command of commands.filter((each) => each.startsWith('npx wrangler '))) {
      const [known] = /^wrangler [a-z]+(?: [a-z]+)?/.exec(command.replace('npx ', ''))!;
      expect(helps.join('\n')).toContain(known);
    }
  });
});

describe('the unit of systemd', () => {
  const unit = readFileSync('deploy/ratebook.service', 'utf8');

  test('starts what the page installs', () => {
    expect(unit).toContain('ExecStart=/usr/bin/node /opt/ratebook/dist/cli/main.js serve\n');
    expect(unit).toContain('STRIPE_HOOK_SECRET_FILE=/etc/ratebook/hook-secret\n');
    for (const line of unit.split('\n')) expect(line).toMatch(/^(?:|#.*|\[\w+\]|[A-Z]\w+=.*)$/);
  });

  test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('is one that systemd takes', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
    // It asks for the program to be there, wherever Node is on this machine.
    await writeFile(join(dir, 'ratebook.service'), unit.replace('/usr/bin/node', process.execPath));
    const { stderr } = await run('systemd-analyze', ['verify', '--man=no', join(dir, 'ratebook.service')]);
    expect(stderr.split('\n').filter((line) => line.includes('ratebook.service'))).toEqual([]);
    await rm(dir, { recursive: true });
  });
});

describe('the container', () => {
  const file = readFileSync('deploy/Containerfile', 'utf8');
  const steps = file
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const ofLast = steps.slice(steps.findLastIndex((step) => step.startsWith('FROM ')));

  test('is written in instructions that there are', () => {
    for (const step of steps)
      expect(step).toMatch(/^(?:FROM|WORKDIR|COPY|RUN|USER|ENV|EXPOSE|STOPSIGNAL|HEALTHCHECK|CMD) \S/);
    expect(steps[0]).toMatch(/^FROM node:\d+-slim AS build$/);
    expect(ofLast).toContain('USER node');
    for (const [, words] of file.matchAll(/CMD (\[.*\])/g)) expect(() => JSON.parse(words!)).not.toThrow();
    for (const ignored of ['node_modules', 'dist', '.git']) {
      expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain(ignored);
    }
  });

  test('serves with what its last stage holds and nothing else, and its health check sees it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(ofLast.filter((step) => step.startsWith('COPY'))).toEqual([
      'COPY --from=build /app/dist/cli dist/cli',
      'COPY --from=build /app/rules rules',
    ]);
    await run('bash', ['-c', scripts.build.replace('--outdir=dist/cli', `--outdir=${dir}/dist/cli`)], {
      env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
    });
    await cp('rules', join(dir, 'rules'), { recursive: true });
    const secret = join(dir, 'secret');
    await writeFile(secret, 'whsec_0123456789abcdef\n');
    const [, words] = /^CMD (\[.*\])$/.exec(steps.at(-1)!)!;
    const [, ...args] = JSON.parse(words!) as string[];
    const service = startProgram(
      args,
      { STRIPE_HOOK_SECRET_FILE: secret, PORT: '0', RULES_DIR: join(dir, 'rules') },
      dir,
    );
    const [url] = await service.until(/http:\/\/127\.0\.0\.1:\d+/);
    const [, check] = /HEALTHCHECK .* CMD (\[.*\])$/m.exec(steps.join('\n'))!;
    const [, flag, script] = JSON.parse(check!) as string[];
    const healthy = script!.replace('http://127.0.0.1:8787', url);
    await expect(run(process.execPath, [flag!, healthy])).resolves.toMatchObject({ stderr: '' });
    expect((await service.stop()).code).toBe(0);
    await expect(run(process.execPath, [flag!, healthy])).rejects.toMatchObject({ code: 1 });
    await rm(dir, { recursive: true });
  });

  test('on Kubernetes is asked by routes that there are', () => {
    const [, block] = /^```yaml\n(# of a Kubernetes[\s\S]*?)^```$/m.exec(text)!;
    const { containers, terminationGracePeriodSeconds: grace } = parse(block!);
    const { livenessProbe, readinessProbe } = containers[0];
    expect([livenessProbe.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/healthz', '/readyz']);
    expect(grace).toBeGreaterThan(10);
  });
});
