/** Places and addresses in words, for explanations. */
import type { Place, TextMatch } from './model.ts';
import type { PlaceFacts } from './place-address.ts';
import { statesAreCoded } from './states.ts';

/** A place on one line, as it could have been written: `{ country: US, state: CA }`. Of long lists the first entries. */
export function describePlace(place: Place): string {
  switch (place.is) {
    case 'zone':
      return quoted(place.zone);
    case 'any':
      return listed(place.of.map(describePlace));
    case 'not':
      return `{ not: ${describePlace(place.of)} }`;
    case 'here': {
      const parts: string[] = [];
      for (const key of ['country', 'state', 'city', 'postal_code'] as const) {
        const match = place[key];
        if (match !== undefined) parts.push(`${key}: ${describeMatch(match)}`);
      }
      for (const key of ['zone', 'except'] as const) {
        const inner = place[key];
        if (inner !== undefined) parts.push(`${key}: ${describePlace(inner)}`);
      }
      return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
    }
  }
}

function describeMatch(match: TextMatch): string {
  const texts = match.of.length === 1 ? quoted(match.of[0]!) : listed(match.of.map(quoted));
  return match.not ? `{ not: ${texts} }` : texts;
}

const mostListed = 12;

function listed(texts: readonly string[]): string {
  const rest = texts.length - mostListed;
  const shown = rest > 1 ? [...texts.slice(0, mostListed), `… ${rest} more`] : texts;
  return `[${shown.join(', ')}]`;
}

/** Quoted where YAML would have it so. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ._*…'-]*[\p{L}\p{N}._*])?$/u.test(text) ? text : JSON.stringify(text);
}

/** `US CA 94016`, or `no address`. Never street lines. */
export function describeAddress(facts: PlaceFacts | null): string {
  if (facts === null) return 'no address';
  const { state, postalCode } = facts.written;
  const shown = statesAreCoded(facts.country) ? (facts.stateCode ?? state) : state;
  return [facts.country, shown, postalCode].filter(Boolean).join(' ');
}
