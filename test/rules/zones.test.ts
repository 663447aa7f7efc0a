import { describe, expect, it } from 'vitest';
import { customized, directory, problemsOf, type Texts, taxes } from '../support/decide.ts';

const zones = (lines: string[], more: Texts = {}): Texts => ({
  'settings.yaml': `currency: usd\nzones:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  ...more,
});
const chain = (length: number, link: (name: string) => string): string[] => [
  'z0: { country: US }',
  ...Array.from({ length }, (_, i) => `z${i + 1}: ${link(`z${i}`)}`),
];
const twice = (name: string): string => `[${name}, { zone: ${name}, country: US }]`;

describe('a zone of zones', () => {
  it('may lie some zones deep', () => {
    const files = zones(chain(20, (name) => `[${name}, { country: CA, except: ${name} }]`).slice(0, 11), {
      'taxes.yaml': 'rates: [ { id: t, name: T, percent: 1, where: z10 } ]\n',
    });
    expect(taxes(customized(directory(files)))).toEqual([['T 1']]);
  });

  it.each([
    ['30,000 zones deep', chain(30_000, (name) => name)],
    ['30,000 zones deep, written from the top', chain(30_000, (name) => name).reverse()],
  ])('that lies %s is an error', (_, lines) => {
    expect(problemsOf(zones(lines))).toContainEqual(expect.stringContaining('error too-large'));
  });

  it('that doubles with each zone is an error long before it is asked for', () => {
    const found = problemsOf(zones(chain(40, twice)));
    expect(found).toContain('settings.yaml:14:3 error too-large');
  });

  it('of an account counts with those of the platform', () => {
    const files = {
      ...zones(chain(10, twice)),
      'accounts/acct_1/settings.yaml': 'zones:\n  own: [z10, z10, z10, z10]\n',
    };
    expect(problemsOf(files)).toEqual(['accounts/acct_1/settings.yaml:2:3 error too-large']);
  });

  it('that is made of 30,000 zones in a circle is an error', () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `z${i}: z${(i + 1) % 30_000}`);
    expect(problemsOf(zones(lines))).toEqual(['settings.yaml:3:3 error zone-cycle']);
  });
});
