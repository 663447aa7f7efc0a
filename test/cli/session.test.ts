/** The first session of rules/README.md, step by step as a newcomer types it: what is shown is what comes. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectDir, ratebook, temporary, write } from '../support/command.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A command with what it is shown to print, or the lines of a file that go and those that come. */
type Step = { name: string } & ({ is: 'command'; shown: string } | { is: 'change'; old: string; now: string });

const readme = await readFile(join(projectDir, 'rules/README.md'), 'utf8');
const session = /\n## A first session\n([\s\S]*?)\n## /.exec(readme)![1]!;
const steps = [...session.matchAll(/^```(console|diff)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text]) =>
  stepsOf(kind!, text!),
);

function stepsOf(kind: string, text: string): Step[] {
  if (kind === 'console') {
    const commands = text.split(/^\$ /m).slice(1);
    return commands.map((command) => {
      const [name, ...shown] = command.split('\n');
      return { name: name!, is: 'command', shown: shown.join('\n') };
    });
  }
  const [head, ...lines] = text.trimEnd().split('\n');
  const side = (sign: string): string =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return [{ name: head!.replace('# ', ''), is: 'change', old: side('-'), now: side('+') }];
}

let dir: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ dir, remove } = await temporary({}));
});
afterAll(() => remove());

/** Whether the text is the shown one, in which `…` stands for anything. */
function isShown(text: string, shown: string): boolean {
  const parts = shown.split(/^…\n|…/m);
  if (parts.length === 1) return text === shown;
  const [first, last] = [parts.shift()!, parts.pop()!];
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let rest = text.slice(first.length, text.length - last.length);
  for (const part of parts) {
    const at = rest.indexOf(part);
    if (at === -1) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

async function type(typed: string): Promise<{ code: number | null; text: string }> {
  const [program, ...args] = typed.split(' ');
  if (program === 'cp') {
    await cp(join(dir, args[1]!), join(dir, args[2]!), { recursive: true });
    return { code: 0, text: '' };
  }
  expect([program, args.shift()]).toEqual(['npx', 'ratebook']);
  const { code, out, err } = await ratebook(args, {}, dir);
  return { code, text: err + out };
}

/** The old lines become the new ones; where none are old, the new ones come at the end. */
async function change(path: string, old: string, now: string): Promise<void> {
  const before = await readFile(join(dir, path), 'utf8').catch(() => '');
  expect(before.split(old)).toHaveLength(old === '' ? before.length : 2);
  await write(dir, { [path]: old === '' ? before + now : before.replace(old, () => now) });
}

describe('the first session of rules/README.md', () => {
  it.each(steps)('$is $name', async (step) => {
    if (step.is === 'change') await change(step.name, step.old, step.now);
    else {
      const { code, text } = await type(step.name);
      // Where it is not what is shown, the difference is.
      expect(isShown(text, step.shown) || text).toBe(isShown(text, step.shown) || step.shown);
      const finds = /\b[1-9]\d* (?:error|failed)|less than the/.test(step.shown);
      expect(code).toBe(finds ? 1 : 0);
    }
  });

  it('has what a newcomer meets: each command, and one that finds something', () => {
    const typed = steps.flatMap(({ name }) => /^npx ratebook (\w+)/.exec(name)?.[1] ?? []);
    expect(new Set(typed)).toEqual(new Set(['init', 'test', 'check', 'diff', 'explain']));
    expect(session).toMatch(
      /unknown-key[\s\S]*1 failed[\s\S]*unreachable[\s\S]*Not covered[\s\S]*difference[\s\S]*declined, by/,
    );
  });
});
