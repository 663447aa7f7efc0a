import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { projectDir } from '../support/command.ts';

// Each starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Runs a script with an interrupt to listen for, signals it at its first line, and tells how it ended. */
async function interrupt(script: string): Promise<{ out: string; code: number | null; signal: string | null }> {
  const source = `import { interrupted, listenForInterrupt } from './src/cli/interrupt.ts';
    const interrupt = listenForInterrupt();\n${script}`;
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
    const { out, code } = await interrupt(`console.log('begins');
      let done = 0;
      while (await interrupt.goOn()) done += 1;
      console.log(done > 0 && interrupt.asked);
      process.exitCode = interrupted;`);
    expect(out).toBe('begins\ntrue\n');
    expect(code).toBe(130);
  });

  it('ends the process at once when it is pressed again', async () => {
    const { out, code } = await interrupt(`console.log('begins');
      setInterval(() => { if (interrupt.asked) process.kill(process.pid, 'SIGINT'); }, 10);`);
    expect(out).toBe('begins\n');
    expect(code).toBe(130);
  });

  it('ends the process by itself once nobody listens', async () => {
    const { signal } = await interrupt(`interrupt.release();
      console.log('begins');
      setInterval(() => {}, 1000);`);
    expect(signal).toBe('SIGINT');
  });
});
