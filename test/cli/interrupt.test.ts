import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { projectDir, temporary } from '../support/command.ts';

// Each starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

const listening = `import { interrupted, listenForInterrupt } from './src/cli/interrupt.ts';
  const interrupt = listenForInterrupt();\n`;

/** Runs a script, signals it at its first line, and tells how it ended. */
async function interrupt(source: string): Promise<{ out: string; code: number | null; signal: string | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], { cwd: projectDir });
  running.push(child);
  let out = '';
  child.stdout.on('data', (chunk) => {
    if (out === '') child.kill('SIGINT');
    out += chunk;
  });
  const [code, signal] = await once(child, 'close');
  return { out, code, signal };
}

describe('Ctrl-C in a long run', () => {
  it('ends it between two things, so that what was done can be told', async () => {
    const { out, code } = await interrupt(`${listening}console.log('begins');
      let done = 0;
      while (await interrupt.goOn()) done += 1;
      console.log(done > 0 && interrupt.asked);
      process.exitCode = interrupted;`);
    expect(out).toBe('begins\ntrue\n');
    expect(code).toBe(130);
  });

  it('ends the process at once when it is pressed again', async () => {
    const { out, code } = await interrupt(`${listening}console.log('begins');
      setInterval(() => { if (interrupt.asked) process.kill(process.pid, 'SIGINT'); }, 10);`);
    expect(out).toBe('begins\n');
    expect(code).toBe(130);
  });

  it('ends the process by itself once nobody listens', async () => {
    const { signal } = await interrupt(`${listening}interrupt.release();
      console.log('begins');
      setInterval(() => {}, 1000);`);
    expect(signal).toBe('SIGINT');
  });
});

describe('Ctrl-C in ratebook test', () => {
  it('tells what was done so far, and ends with 130', async () => {
    // Each is asked at many moments, for its answer might depend on the time.
    const tests = Array.from(
      { length: 10_000 },
      (_, index) => `  - { name: t${index}, customize: {}, expect: { shipping: [{ id: std }] } }\n`,
    );
    const { dir, remove } = await temporary({
      'settings.yaml': 'currency: usd\n',
      'shipping.yaml': `options:
  - { id: std, name: Standard, price: 5.99 }
  - { id: noon, name: Noon, price: 1, when: { time: { after: "12:00", before: "12:01" }, missing: [lines] } }\n`,
      ...Object.fromEntries(
        Array.from({ length: 10 }, (_, part) => [
          `tests/${part}.yaml`,
          `tests:\n${tests.slice(part * 1000, (part + 1) * 1000).join('')}`,
        ]),
      ),
    });
    // On a terminal the progress is the first that is seen.
    const { out, code } = await interrupt(`import { runTestCommand } from './src/cli/test.ts';
      const print = (line) => void console.log(line);
      const io = { out: print, err: print, status: print, color: false, env: {} };
      process.exitCode = await runTestCommand(${JSON.stringify(dir)}, { json: true, coverage: true }, io);`);
    await remove();
    const result = JSON.parse(out.split('\n').at(-2)!);
    expect(result).toMatchObject({ ok: false, failed: 0, errors: 0, interrupted: true });
    expect(result.passed).toBeGreaterThan(0);
    expect(result.passed).toBeLessThan(tests.length);
    expect(result.coverage.notes).toEqual([`Coverage of the ${result.passed} tests that ran.`]);
    expect(code).toBe(130);
  });
});
