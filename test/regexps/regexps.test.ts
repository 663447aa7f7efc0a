import { createContext, runInContext } from 'node:vm';
import { expect, it, test, vi } from 'vitest';
import { findIn, findRegexps } from './found.ts';
import { inventory } from './inventory.ts';

// The proof is made in this process: the check's other backends are programs for some machines only.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

vi.setConfig({ testTimeout: 120_000 });

const { literals, made } = findRegexps('src');

test('the inventory lists every regular expression of the sources, and no other', () => {
  const listed = inventory.map(([expression]) => String(expression));
  const missing = [...literals].filter(([expression]) => !listed.includes(expression));
  expect(
    missing.map(([expression, files]) => `${files[0]}: ${expression}`),
    'add them, each with its worst input',
  ).toEqual([]);
  expect(listed.filter((expression) => !literals.has(expression))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.length).toBeGreaterThan(100);
});

test('no expression is made out of text', () => {
  expect(made).toEqual([]);
});

test('what looks for them finds them', () => {
  const found = { literals: new Map<string, string[]>(), made: [] };
  findIn(`const a: RegExp = /a/g; f(1 / 2, \`\${x.replace(/[/]"/u, '')}\`); new RegExp(a); // /no/`, 'x.ts', found);
  expect([...found.literals.keys()]).toEqual(['/a/g', '/[/]"/u']);
  expect(found.made).toEqual([expect.stringContaining('RegExp(a)')]);
});

/** How long the search may take in the worst case, as an automaton proves it. */
function complexityOf({ source, flags }: RegExp): string {
  const proof = checkSync(source, flags, { checker: 'automaton' });
  return proof.status === 'unknown' ? proof.error.kind : proof.complexity.type;
}

test.each(inventory.map(([expression]) => [String(expression), expression] as const))(
  '%s: its time is proven to grow no faster than its input',
  (_, expression) => {
    expect(['safe', 'linear']).toContain(complexityOf(expression));
  },
);

it.each([/\s+$/, /^(a+)+$/, /a.*b.*c/, /^\s*(.*)\s*$/])('the proof fails for %s', (expression) => {
  expect(['polynomial', 'exponential']).toContain(complexityOf(expression));
});

/** A million characters: what is not linear needs 10¹² steps for them, and is stopped. */
const length = 1_000_000;

/** Searches all of a text, as `replace` and `split` do. Throws where it does not come to an end. */
function searchAll(expression: RegExp, text: string): void {
  const context = createContext({ expression: new RegExp(expression, `${expression.flags.replace('g', '')}g`), text });
  runInContext('text.replace(expression, "")', context, { timeout: 30_000 });
}

test.each(inventory.map((entry) => [String(entry[0]), ...entry] as const))(
  '%s comes to an end on a million characters of its worst input',
  (_, expression, beginning, repeated, end) => {
    const text = beginning + repeated.repeat(Math.ceil(length / repeated.length)) + end;
    expect(() => searchAll(expression, text)).not.toThrow();
  },
);

test('an expression that does not come to an end is stopped', () => {
  const context = createContext({});
  const endless = '"a".repeat(100000).replace(/(a*)*b/, "")';
  expect(() => runInContext(endless, context, { timeout: 200 })).toThrow('timed out');
});
