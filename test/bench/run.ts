/**
 * `npm run bench [-- --only PART] [--out FILE] [--compare | --record | --table]`: what the hook costs, as ratios to a
 * baseline of the same run. Medians with their quartiles, of CPU time. Each part is a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundle, folder } from './build.ts';
import { heldBy, merged, type Recorded, recordOf, type Worse, worseInAll } from './compare.ts';
import type { Part } from './figure.ts';
import { type Recording, withFigures } from './readme.ts';
import { type Machine, machineOf, machineText, partText, short } from './table.ts';

const names = ['contenders', 'hook', 'body', 'steps', 'growth', 'loading', 'reload', 'start', 'weight'];
/** What else is a program of its own. */
const beside: Record<string, readonly string[]> = { hook: ['server'], reload: ['reload-probe'] };
/** The young generation is kept large, so that what an evaluation allocates can be counted; for all parts alike. */
const flags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64', '--max-old-space-size=8192'];
const recordedFile = `${folder}recorded.json`;
const readmeFile = `${folder}../../README.md`;
const usage = `Usage: npm run bench -- [--only PART] [--out FILE] [--compare | --record | --table]

  --only PART  one of ${names.join(', ')}; may be given several times
  --out FILE   where the figures go as JSON (test/bench/dist/bench.json)
  --compare    fail where a ratio is worse than the one in test/bench/recorded.json by more than the noise
  --record     measure several times, write that file with the spread of all of them, and the table of README.md
  --table      measure nothing, and write the table of README.md from that file
  --times N    how often it measures for that (3)

Example: npm run bench -- --only body --compare
`;

interface Options {
  only: string[];
  out: string;
  compare: boolean;
  record: boolean;
  table: boolean;
  times: number;
}

/** `null`: there is nothing to measure, and it has been said why. */
function optionsOf(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true },
        out: { type: 'string' },
        compare: { type: 'boolean' },
        record: { type: 'boolean' },
        table: { type: 'boolean' },
        times: { type: 'string', default: '3' },
        help: { type: 'boolean' },
      },
    });
    const { only = names, out = `${folder}dist/bench.json`, compare = false, record = false, table = false } = values;
    if (values.help) {
      process.stdout.write(usage);
      return null;
    }
    const unknown = only.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`There is no part "${unknown}".`);
    if (Number(compare) + Number(record) + Number(table) > 1) {
      throw new Error('--compare, --record and --table exclude each other.');
    }
    const times = Number(values.times);
    if (!Number.isSafeInteger(times) || times < 1) throw new Error('--times takes a whole number from 1.');
    return { only, out, compare, record, table, times };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exitCode = 2;
    return null;
  }
}

/** The engines are no dependencies of the project: they come when they are first asked for, or asked for otherwise. */
function install(): void {
  const installed = statSync(`${folder}node_modules/.package-lock.json`, { throwIfNoEntry: false });
  if (installed !== undefined && installed.mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs) return;
  process.stderr.write('Installing the engines to compare with …\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci --prefix test/bench failed.');
}

function versions(): Record<string, string> {
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
  const ours = read(`${folder}../../package.json`).dependencies as Record<string, string>;
  const theirs = read(`${folder}package.json`).dependencies as Record<string, string>;
  const used = ['hono', '@hono/node-server', 'zod'].map((name) => [name, ours[name]!]);
  return { ...Object.fromEntries(used), ...theirs };
}

function measure(name: string): Part {
  process.stderr.write(`Measuring ${name} …\n`);
  const { status, stdout } = spawnSync(process.execPath, [...flags, `${folder}dist/${name}.js`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`The part ${name} failed.`);
  return JSON.parse(stdout) as Part;
}

function readRecorded(): Recording | null {
  return existsSync(recordedFile) ? (JSON.parse(readFileSync(recordedFile, 'utf8')) as Recording) : null;
}

function writeTable(recording: Recording): void {
  writeFileSync(readmeFile, withFigures(readFileSync(readmeFile, 'utf8'), recording));
  process.stdout.write('The table of README.md is written.\n');
}

function measureAll(names: readonly string[]): Part[] {
  return names.map((name) => {
    const part = measure(name);
    process.stdout.write(partText(part));
    return part;
  });
}

/** Measures parts again that hold something worse than recorded. */
function again(worse: readonly Worse[], parts: readonly string[]): Recorded {
  process.stderr.write(`Worse than recorded: ${worse.map(({ name }) => name).join('; ')}. Measured again …\n`);
  return recordOf(measureAll(parts));
}

function tellWorse(parts: readonly Part[], machine: Machine): void {
  const recording = readRecorded();
  const held = recording === null ? 0 : heldBy(recording.figures, recordOf(parts));
  if (recording === null || held === 0) {
    process.stderr.write('Nothing is recorded for these parts: npm run bench -- --record\n');
    process.exitCode = 2;
    return;
  }
  const { cpu, node } = recording.machine;
  if (cpu !== machine.cpu || node !== machine.node) {
    process.stdout.write(`\nRecorded on another machine, whose ratios may be others: ${cpu}, Node ${node}.\n`);
  }
  const worse = worseInAll(recording.figures, recordOf(parts), again);
  for (const { part, name, recorded: before, found: now } of worse) {
    const text = now === null ? 'was not measured' : `is ${short(now.median)}`;
    process.stdout.write(`Worse: ${part}, ${name}: ${text}, recorded are ${short(before.median)}.\n`);
  }
  if (worse.length === 0) process.stdout.write(`\nNo worse than recorded: ${held} ratios.\n`);
  else process.exitCode = 1;
}

async function main({ only, out, compare, record, times }: Options): Promise<void> {
  if (only.includes('contenders')) install();
  await bundle(only.flatMap((name) => [name, ...(beside[name] ?? [])]));
  const machine = machineOf(versions());
  process.stdout.write(machineText(machine));
  const runs: Recorded[] = [];
  for (let run = 0; run < (record ? times : 1); run++) {
    const parts = measureAll(only);
    runs.push(recordOf(parts));
    writeFileSync(out, `${JSON.stringify({ machine, parts }, null, 2)}\n`);
    if (compare) tellWorse(parts, machine);
  }
  if (record) {
    const recording = { machine, figures: { ...readRecorded()?.figures, ...merged(runs) } };
    writeFileSync(recordedFile, `${JSON.stringify(recording, null, 2)}\n`);
    process.stdout.write('\nRecorded in test/bench/recorded.json.\n');
    writeTable(recording);
  }
}

const options = optionsOf(process.argv.slice(2));
if (options?.table) writeTable(readRecorded()!);
else if (options !== null) await main(options);
