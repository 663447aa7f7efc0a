import { relative } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Ran, ratebook, temporary } from '../support/command.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const good = {
  'settings.yaml': 'currency: usd\n',
  'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 5.99 }\n',
};

/** The annotations of a command on a directory of these files, as it says `rules/…` for it; and what it printed. */
async function annotations(command: string[], files: Record<string, string>, env: Record<string, string> = workflow) {
  const { dir, remove } = await temporary({ ...good, ...files });
  cleanUps.push(remove);
  const ran: Ran = await ratebook([command[0]!, dir, ...command.slice(1)], env);
  const lines = ran.out.replaceAll(relative('.', dir), 'rules').split('\n');
  return { ...ran, lines: lines.filter((line) => line.startsWith('::')) };
}
const workflow = { GITHUB_ACTIONS: 'true' };

describe('in a workflow of GitHub', () => {
  it('check annotates each cause at its first place', async () => {
    const { lines, code } = await annotations(['check'], {
      'shipping.yaml':
        'options:\n  - { id: a, name: A, price: 1, when: { to: hom } }\n  - { id: b, name: B, price: 1.999, when: { to: hom } }\n',
    });
    expect(lines).toEqual([
      '::error file=rules/shipping.yaml,line=2,col=45,title=unknown-zone::There is no zone "hom" in settings.yaml. The same is in 1 more place.',
      '::error file=rules/shipping.yaml,line=3,col=30,title=bad-amount::1.999 is finer than USD allows: the smallest step is 0.01.',
    ]);
    expect(code).toBe(1);
  });

  it('a warning is one there', async () => {
    const { lines, code } = await annotations(['check'], { 'lists/a.txt': 'x\n' });
    expect(lines).toEqual(['::warning file=rules/lists/a.txt,line=1,col=1,title=unused::Nothing uses the list "@a".']);
    expect(code).toBe(0);
  });

  it('what GitHub would read as its own is escaped', async () => {
    const { lines } = await annotations(['check'], {
      'taxes.yaml': 'rates: [ { id: t, percent: "1%0A::x%" } ]\n',
      'tables/a:b,c.csv': '',
    });
    expect(lines).toEqual([
      expect.stringMatching(/^::error file=rules\/tables\/a%3Ab%2Cc\.csv,line=1,col=1,title=bad-csv::/),
      expect.stringContaining('title=bad-percent::"1%250A::x" is not'),
    ]);
  });

  it('test annotates each test that fails at its place, and each that cannot be run', async () => {
    const { lines, code } = await annotations(['test'], {
      'tests/a.yaml':
        'tests:\n' +
        '  - { name: fine, customize: {}, expect: { shipping: [{ id: std, price: 5.99 }] } }\n' +
        '  - { name: "50%, now: free", customize: {}, expect: { shipping: [{ id: std, price: 0, name: Free }] } }\n' +
        '  - { name: who, customize: {}, expect: { withheld: { stt: when } } }\n',
    });
    expect(lines).toEqual([
      expect.stringMatching(/^::error file=rules\/tests\/a\.yaml,line=4,col=55,title=unknown-id::There is no/),
      '::error file=rules/tests/a.yaml,line=3,col=5,title=50%25%2C now%3A free::' +
        'shipping[0].price: expected 0, seen 5.99%0Ashipping[0].name: expected Free, seen Standard',
    ]);
    expect(code).toBe(1);
  });

  it.each([[['check', '--json']], [['test', '--json']]])('%j is one document', async (command) => {
    const { out } = await annotations(command, { 'lists/a.txt': 'x\n', 'fees.yaml': 'fees: 7\n' });
    expect(JSON.parse(out).ok).toBe(false);
  });
});

it.each([[{}], [{ GITHUB_ACTIONS: 'false' }]])('elsewhere (%j) nothing is annotated', async (env) => {
  expect((await annotations(['check'], { 'fees.yaml': 'fees: 7\n' }, env as Record<string, string>)).lines).toEqual([]);
});
