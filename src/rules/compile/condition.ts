/** Conditions, compiled: names resolved, bounds turned into whole numbers, unknown names reported. */

import { countryHint, euMembers, isCountry } from '../countries.ts';
import { placeOfText } from '../item-places.ts';
import { type Amount, type Bounds, type Condition, type Exact, lineFacts, type TextMatch } from '../model.ts';
import { compilePlace } from '../place.ts';
import { didYouMean } from '../problem.ts';
import type { Test } from '../ruleset.ts';
import { compileText, foldCountry } from '../text.ts';
import type { Scope } from './scope.ts';
import { compileAmountBand, compileBand, compileDecimals } from './values.ts';

const ownLineFacts: ReadonlySet<string> = new Set(lineFacts);

/** `required`: amounts must be given in every currency of the settings (approval and fees). */
export function compileCondition(condition: Condition, scope: Scope, required: boolean, onLine = false): Test {
  const source = condition;
  const { at } = condition;
  const inner = (child: Condition): Test => compileCondition(child, scope, required, onLine);
  switch (condition.is) {
    case 'all':
    case 'any':
      return { is: condition.is, of: condition.of.map(inner), source, at };
    case 'not':
      return { is: 'not', of: inner(condition.of), source, at };
    case 'place':
      scope.checkPlace(condition.place);
      return { is: 'place', fact: condition.fact, place: compilePlace(condition.place, scope), source, at };
    case 'text': {
      if (onLine) checkColumn(condition.fact, at, scope);
      checkLists(condition.match, scope);
      const isCountry = condition.fact === 'payment.country';
      const match = isCountry ? countriesOf(condition.match, scope) : condition.match;
      const text = compileText(match, (name) => scope.list(name), isCountry ? foldCountry : undefined);
      return { is: 'text', fact: condition.fact, text, not: condition.match.not, source, at };
    }
    case 'flag':
      if (onLine) checkColumn(condition.fact, at, scope);
      return { is: 'flag', fact: condition.fact, value: condition.value, source, at };
    case 'amount':
      if (onLine) checkColumn(condition.fact, at, scope);
      return {
        is: 'amount',
        fact: condition.fact,
        band: compileAmountBand(condition.bounds, scope, required),
        source,
        at,
      };
    case 'number':
      if (onLine) checkColumn(condition.fact, at, scope);
      return {
        is: 'number',
        fact: condition.fact,
        band: compileBand(condition.bounds),
        decimals: compileDecimals(condition.bounds),
        source,
        at,
      };
    case 'weight':
      if (onLine) checkColumn(condition.fact, at, scope);
      return { is: 'weight', fact: condition.fact, decimals: compileDecimals(condition.bounds), source, at };
    case 'lines':
      return {
        is: 'lines',
        which: condition.which,
        line: compileCondition(condition.line, scope, required, true),
        source,
        at,
      };
    case 'sum': {
      const line = compileCondition(condition.line, scope, required, true);
      switch (condition.fact) {
        case 'quantity':
        case 'lines':
          return {
            is: 'sum',
            line,
            fact: condition.fact,
            band: compileBand(condition.bounds as Bounds<Exact>),
            source,
            at,
          };
        case 'subtotal':
        case 'discounted': {
          const band = compileAmountBand(condition.bounds as Bounds<Amount>, scope, required);
          return { is: 'sum', line, fact: condition.fact, band, source, at };
        }
        case 'weight': {
          const decimals = compileDecimals(condition.bounds as Bounds<Exact>);
          return { is: 'sum', line, fact: condition.fact, decimals, source, at };
        }
      }
      break;
    }
    case 'weekday':
      return { is: 'weekday', days: new Set(condition.days), source, at };
    case 'time':
      return { is: 'time', after: condition.after ?? null, before: condition.before ?? null, source, at };
    case 'differ':
      return { is: 'differ', facts: condition.facts, source, at };
    case 'known':
      if (condition.fact.startsWith('items.')) checkColumn(condition.fact.slice(6), at, scope);
      return { is: 'known', fact: condition.fact, value: condition.value, source, at };
  }
}

/** A condition on lines, written under an `items` key. */
export function compileItems(condition: Condition | undefined, scope: Scope, required = false): Test | null {
  return condition === undefined ? null : compileCondition(condition, scope, required, true);
}

/** `EU` stands for its members; a code that is none is reported. */
function countriesOf(match: TextMatch, scope: Scope): TextMatch {
  const of = match.of.flatMap((code, index) => {
    if (code.startsWith('@')) return [code];
    if (code.trim().toUpperCase() === 'EU') return [...euMembers];
    if (isCountry(code.trim().toUpperCase())) return [code];
    const hint = countryHint(code);
    const meant = hint === undefined ? '' : ` Did you mean ${hint}?`;
    scope.problems.error(
      placeOfText(match, index),
      'unknown-country',
      `"${code}" is not a country (ISO 3166-1, such as US).${meant}`,
    );
    return [];
  });
  return { ...match, of };
}

function checkLists(match: TextMatch, scope: Scope): void {
  for (const [index, pattern] of match.of.entries()) {
    if (pattern.startsWith('@')) scope.checkList(pattern.slice(1), placeOfText(match, index));
  }
}

function checkColumn(fact: string, at: string, scope: Scope): void {
  if (ownLineFacts.has(fact) || scope.columns?.has(fact)) return;
  const hint = didYouMean(fact, [...lineFacts, ...(scope.columns ?? [])]);
  scope.problems.error(
    at,
    'unknown-key',
    scope.columns === null
      ? `"${fact}" is not a fact of a line, and there is no catalog.csv with a column of that name.${hint}`
      : `"${fact}" is neither a fact of a line nor a column of catalog.csv.${hint}`,
  );
}
