/** Conditions on one fact, by the kind of its value. */
import type { Amount, Bounds, Condition } from '../model.ts';
import { convert, flag, type Shape } from '../shape.ts';
import { amountBounds, numberBounds, weightBounds } from './bounds.ts';
import { anyText } from './text-match.ts';

export function textOf(fact: string): Shape<Condition> {
  return convert(anyText, (match, { at }) => ({ is: 'text', fact, match, at }));
}

export function flagOf(fact: string): Shape<Condition> {
  return convert(flag, (value, { at }) => ({ is: 'flag', fact, value, at }));
}

export function numberOf(fact: string): Shape<Condition> {
  return convert(numberBounds, (bounds, { at }) => ({ is: 'number', fact, bounds, at }));
}

export function weightOf(fact: string): Shape<Condition> {
  return convert(weightBounds, (bounds, { at }) => ({ is: 'weight', fact, bounds, at }));
}

export function amountOf(fact: string, shape: Shape<Bounds<Amount>> = amountBounds): Shape<Condition> {
  return convert(shape, (bounds, { at }) => ({ is: 'amount', fact, bounds, at }));
}
