/** Conditions as formulas. */
import type { Scope } from '../../compile/scope.ts';
import { compileAmountBand, compileBand, compileDecimals } from '../../compile/values.ts';
import { euMembers } from '../../countries.ts';
import {
  type Amount,
  type Bounds,
  type Condition,
  type Entry,
  type Exact,
  lineFacts,
  type TextMatch,
} from '../../model.ts';
import { compileText, foldCountry, foldText } from '../../text.ts';
import { timeZone } from '../../time.ts';
import type { Formula } from './formula.ts';
import { named, placeFormula, writtenOf } from './read-place.ts';
import { textsOf } from './texts.ts';

/** What an account makes of the same file. */
export interface Frame {
  /** Of plain amounts. */
  plain: string;
  timeZone: string;
}

export interface Reading {
  scope: Scope;
  frame: Frame;
}

/** Whether an entry applies: its time, and its `when`. */
export function entryFormula(
  { when, from, through }: Pick<Entry, 'when' | 'from' | 'through'>,
  reading: Reading,
): Formula {
  const of: Formula[] = [];
  if (from !== undefined || through !== undefined) of.push(windowFormula(from, through, reading.frame));
  if (when !== undefined) of.push(conditionFormula(when, reading));
  return { is: 'all', of };
}

/** The time of an entry. */
export function windowFormula(from: Entry['from'], through: Entry['through'], frame: Frame): Formula {
  const zone = timeZone(frame.timeZone);
  const start = from === undefined ? -Infinity : zone.startOf(from.time);
  const end = through === undefined ? Infinity : zone.endOf(through.time);
  return { is: 'moment', key: `${start} ${end}`, fact: 'moment', from: start, to: end };
}

const ownFacts: ReadonlySet<string> = new Set(lineFacts);

/** What a condition on an order says, or one on a line. */
export function conditionFormula(condition: Condition, reading: Reading, onLine = false): Formula {
  const inner = (one: Condition): Formula => conditionFormula(one, reading, onLine);
  const { scope } = reading;
  switch (condition.is) {
    case 'all':
    case 'any':
      return { is: condition.is, of: condition.of.map(inner) };
    case 'not':
      return { is: 'not', of: inner(condition.of) };
    case 'place':
      return placeFormula(condition.place, condition.fact, scope);
    case 'text':
      return textFormula(condition.fact, condition.match, scope);
    case 'flag': {
      const flag: Formula = { is: 'flag', key: condition.fact, fact: condition.fact };
      return condition.value ? flag : { is: 'not', of: flag };
    }
    case 'amount':
      return moneyFormula(condition.fact, condition.bounds, scope);
    case 'number':
      // The catalog's are any decimals, an order's own are whole.
      return onLine && !ownFacts.has(condition.fact)
        ? decimalFormula(condition.fact, condition.bounds)
        : numberFormula(condition.fact, condition.bounds);
    case 'weight':
      return decimalFormula(condition.fact === 'weight' ? 'weight' : `weight ${condition.fact}`, condition.bounds);
    case 'lines': {
      const line = conditionFormula(condition.line, reading, true);
      if (condition.which === 'any') return { is: 'some', line };
      if (condition.which === 'no') return { is: 'not', of: { is: 'some', line } };
      return { is: 'not', of: { is: 'some', line: { is: 'not', of: line } } };
    }
    case 'sum':
      return sumFormula(condition, reading);
    case 'weekday':
      return { is: 'weekday', key: condition.days.join(' '), fact: 'weekday', days: new Set(condition.days) };
    case 'time': {
      const { after = 0, before = 1440 } = condition;
      return { is: 'time', key: `${after} ${before}`, fact: 'time', after, before };
    }
    case 'differ': {
      const key = `differ ${condition.facts.join(' ')}`;
      return { is: 'flag', key, fact: key };
    }
    case 'known':
      return knownFormula(condition.fact, condition.value);
  }
}

function knownFormula(fact: string, value: boolean): Formula {
  if (fact.startsWith('items.')) {
    // On every line.
    const line: Formula = { is: 'not', of: { is: 'known', key: fact.slice(6), fact: fact.slice(6) } };
    const missing: Formula = { is: 'some', line };
    return value ? { is: 'not', of: missing } : missing;
  }
  const known: Formula = { is: 'known', key: fact, fact };
  return value ? known : { is: 'not', of: known };
}

/** What a match of a text fact says. */
function textFormula(fact: string, match: TextMatch, scope: Scope): Formula {
  const isCountry = fact === 'payment.country';
  const fold = isCountry ? foldCountry : foldText;
  const plain = isCountry ? { ...match, not: false, of: match.of.flatMap(withMembers) } : { ...match, not: false };
  const test = compileText(plain, (name) => scope.list(name), fold);
  const texts = textsOf(writtenOf(plain, scope), fold, (folded) => test.testFolded(folded));
  const atom: Formula = { is: 'text', ...named(fact, plain, scope), texts };
  return match.not ? { is: 'not', of: atom } : atom;
}

function withMembers(code: string): string[] {
  return code.trim().toUpperCase() === 'EU' ? [...euMembers] : [code];
}

function moneyFormula(fact: string, bounds: Bounds<Amount>, scope: Scope): Formula {
  return { is: 'money', key: keyOf(fact, bounds), fact, band: compileAmountBand(bounds, scope, false) };
}

function numberFormula(fact: string, bounds: Bounds<Exact>): Formula {
  return { is: 'number', key: keyOf(fact, bounds), fact, band: compileBand(bounds) };
}

function decimalFormula(fact: string, bounds: Bounds<Exact>): Formula {
  return { is: 'decimal', key: keyOf(fact, bounds), fact, band: compileDecimals(bounds) };
}

function sumFormula(condition: Extract<Condition, { is: 'sum' }>, reading: Reading): Formula {
  const fact = `${condition.fact} of ${lineKey(condition.line, reading.scope)}`;
  switch (condition.fact) {
    case 'subtotal':
    case 'discounted':
      return moneyFormula(fact, condition.bounds as Bounds<Amount>, reading.scope);
    case 'weight':
      return decimalFormula(fact, condition.bounds as Bounds<Exact>);
    default:
      return numberFormula(fact, condition.bounds as Bounds<Exact>);
  }
}

const scopes = new WeakMap<Scope, number>();
let lastScope = 0;

/** Equal for conditions that take the same lines; a list is known by its name, which means one thing in one scope. */
function lineKey(line: Condition, scope: Scope): string {
  const key = keyOf('', line);
  if (!key.includes('"@')) return key;
  let number = scopes.get(scope);
  if (number === undefined) {
    lastScope += 1;
    number = lastScope;
    scopes.set(scope, number);
  }
  return `${number} ${key}`;
}

/** Equal for what is written alike. */
export function keyOf(fact: string, written: unknown): string {
  return `${fact} ${JSON.stringify(written, (key, value) => (key === 'at' ? undefined : value))}`;
}
