/** Places and addresses as tests write them. */
import type { Place, TextMatch } from '../../src/rules/model.ts';
import type { Address } from '../../src/stripe/types.ts';

/** A place in the shape that YAML gives it: a zone's name, a list, `{ not }`, or `{ country, … }`. */
export function place(written: unknown, at = 'test.yaml:1:1'): Place {
  if (typeof written === 'string') return { is: 'zone', zone: written, at };
  if (Array.isArray(written)) return { is: 'any', of: written.map((member) => place(member, at)), at };
  const keys = written as Record<string, unknown>;
  if ('not' in keys) return { is: 'not', of: place(keys.not, at), at };
  const here: Extract<Place, { is: 'here' }> = { is: 'here', at };
  for (const key of ['country', 'state', 'city', 'postal_code'] as const) {
    if (key in keys) here[key] = textMatch(keys[key], at);
  }
  for (const key of ['zone', 'except'] as const) if (key in keys) here[key] = place(keys[key], at);
  return here;
}

function textMatch(written: unknown, at: string): TextMatch {
  const not = typeof written === 'object' && written !== null && 'not' in written;
  const of = not ? (written as { not: string | string[] }).not : (written as string | string[]);
  return { not, of: [of].flat(), at };
}

/** An address without street lines: country, state, city, postal code. */
export function address(...parts: readonly (string | null)[]): Address {
  const [country = null, state = null, city = null, postalCode = null] = parts;
  return { country: country ?? '', state, city, postalCode, line1: null, line2: null };
}
