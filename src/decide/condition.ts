/** Whether a condition holds: true, false or unknown, and, where asked, which part of it decided. */
import { compare, type ExactNumber } from '../money.ts';
import type { Band, DecimalBand, Entry, Test } from '../rules/ruleset.ts';
import { known, negate, type Truth } from '../rules/truth.ts';
import type { Context } from './context.ts';
import type { Reason } from './explanation.ts';
import { type LineFacts, type OrderFacts, sum, sumWeight } from './facts.ts';
import { reasonOf } from './reason.ts';
import {
  foldedText,
  isKnown,
  lineAmount,
  lineFlag,
  lineNumber,
  lineText,
  lineWeight,
  orderAmount,
  orderFlag,
  orderNumber,
  orderText,
  unitsIn,
} from './values.ts';

export type { Context } from './context.ts';

/** Whether an entry applies at the moment of the order: its window, then its `when`. */
export function applies(entry: Entry, context: Context): Truth {
  const { order, why } = context;
  const { timeZone } = order.rules;
  if (entry.from !== null && order.moment < timeZone.startOf(entry.from.time)) {
    if (why !== null) why.reason = windowReason('from', entry.from, order);
    return 'false';
  }
  if (entry.through !== null && order.moment >= timeZone.endOf(entry.through.time)) {
    if (why !== null) why.reason = windowReason('through', entry.through, order);
    return 'false';
  }
  return entry.when === null ? 'true' : holds(entry.when, context);
}

function windowReason(fact: string, bound: { time: string; at: string }, order: OrderFacts): Reason {
  const seen = new Date(order.moment * 1000).toISOString().replace('.000', '');
  return { fact, truth: 'false', seen, wanted: bound.time, at: bound.at };
}

/** Whether a condition on the order holds. Where it is unknown for want of an address, `order.addressWanted` is set. */
export function holds(test: Test, context: Context): Truth {
  return evaluate(test, context, null);
}

/** Whether a condition on a line holds; a missing one takes every line. */
export function takes(test: Test | null, line: LineFacts, context: Context): Truth {
  return test === null ? 'true' : evaluate(test, context, line);
}

/** The lines that a condition takes; `null` where it is unknown of one. */
export function linesTaken(
  test: Test | null,
  lines: readonly LineFacts[],
  context: Context,
): readonly LineFacts[] | null {
  if (test === null) return lines;
  const quiet = context.why === null ? context : { ...context, why: null };
  const taken: LineFacts[] = [];
  for (const line of lines) {
    const truth = takes(test, line, quiet);
    if (truth === 'unknown') return null;
    if (truth === 'true') taken.push(line);
  }
  return taken;
}

/** Where somebody asks why, notes what keeps a condition from taking the first line that it does not take. */
export function noteUntaken(test: Test, lines: readonly LineFacts[], context: Context): void {
  if (context.why !== null) lines.find((line) => evaluate(test, context, line) !== 'true');
}

function evaluate(test: Test, context: Context, line: LineFacts | null): Truth {
  switch (test.is) {
    case 'all':
      return combine(test.of, context, line, 'false');
    case 'any':
      return combine(test.of, context, line, 'true');
    case 'not': {
      const truth = negate(evaluate(test.of, context, line));
      if (truth === 'false') explain(test, context, line, truth);
      return truth;
    }
    case 'lines': {
      const truth = overLines(test, context);
      context.witness?.asked(test.source, truth);
      return truth;
    }
    default: {
      const truth = line === null ? onOrder(test, context) : onLine(test, line);
      context.witness?.asked(test.source, truth);
      if (truth !== 'true') explain(test, context, line, truth);
      return truth;
    }
  }
}

function explain(test: Test, context: Context, line: LineFacts | null, truth: 'false' | 'unknown'): void {
  if (context.why === null) return;
  const taken = test.is === 'sum' ? linesTaken(test.line, context.order.lines, context) : null;
  context.why.reason = reasonOf(test, context, line, truth, taken);
}

/** `all` stops at the first false, `any` at the first true; else unknown if one is unknown. */
function combine(of: readonly Test[], context: Context, line: LineFacts | null, stop: 'false' | 'true'): Truth {
  const { order, why } = context;
  const wantedBefore = order.addressWanted;
  let first: Reason | null = null;
  let unknown = false;
  for (const test of of) {
    const truth = evaluate(test, context, line);
    if (truth === stop) {
      order.addressWanted = wantedBefore;
      return stop;
    }
    if (why !== null && truth !== 'true' && (first === null || (truth === 'unknown' && first.truth === 'false'))) {
      first = why.reason;
    }
    if (truth === 'unknown') unknown = true;
  }
  if (why !== null && first !== null) why.reason = first;
  return unknown ? 'unknown' : negate(stop);
}

function overLines(test: Test & { is: 'lines' }, context: Context): Truth {
  const { order, why } = context;
  let unknown = false;
  let reason: Reason | null = null;
  for (const line of order.lines) {
    const truth = evaluate(test.line, context, line);
    const decides = test.which === 'every' ? 'false' : 'true';
    if (truth === decides) {
      if (test.which === 'any') return 'true';
      if (test.which === 'no') explain(test, context, line, 'false');
      return 'false';
    }
    if (why !== null && truth !== 'true' && (reason === null || (truth === 'unknown' && reason.truth === 'false'))) {
      reason = why.reason;
    }
    if (truth === 'unknown') unknown = true;
  }
  if (unknown) {
    if (why !== null) why.reason = reason;
    return 'unknown';
  }
  if (test.which !== 'any') return 'true';
  if (why !== null) why.reason = reason ?? reasonOf(test, context, null, 'false');
  return 'false';
}

function onOrder(test: Test, context: Context): Truth {
  const { order, counted } = context;
  switch (test.is) {
    case 'place': {
      const truth = test.place.test(test.fact === 'to' ? order.to : order.billTo);
      if (truth === 'unknown') order.addressWanted = true;
      return truth;
    }
    case 'text':
      return textHolds(test, orderText(order, test.fact));
    case 'flag': {
      const truth = orderFlag(order, test.fact);
      return test.value ? truth : negate(truth);
    }
    case 'amount':
      return inBand(orderAmount(order, test.fact), test.band(order.money));
    case 'number':
      return inBand(orderNumber(test.fact, counted, order.lines), test.band);
    case 'weight':
      return inDecimals(sumWeight(counted), test.decimals);
    case 'sum':
      return sumHolds(test, context);
    case 'weekday':
      return known(test.days.has(order.local.weekday));
    case 'time':
      return known(inTime(order.local.minute, test.after, test.before));
    case 'differ': {
      const [a, b] = test.facts.map((fact) => orderText(order, fact));
      if (a && b) return known(fold(a) !== fold(b));
      if (test.facts.some((fact) => /^(?:to|bill_to)\./.test(fact))) order.addressWanted = true;
      return 'unknown';
    }
    case 'known':
      return known(isKnown(order, test.fact, counted) === test.value);
    default:
      throw new Error(`"${test.is}" is not a condition on an order`);
  }
}

function onLine(test: Test, line: LineFacts): Truth {
  switch (test.is) {
    case 'text': {
      const value = lineText(line, test.fact);
      if (value === null) return 'unknown';
      return known((value !== '' && test.text.testFolded(foldedText(line, test.fact, value))) !== test.not);
    }
    case 'flag': {
      const flag = lineFlag(line, test.fact);
      return flag === null ? 'unknown' : known(flag === test.value);
    }
    case 'amount':
      return inBand(lineAmount(line, test.fact), test.band(line.order.money));
    case 'number': {
      const value = lineNumber(line, test.fact);
      return typeof value === 'number' ? inBand(value, test.band) : inDecimals(value, test.decimals);
    }
    case 'weight':
      return inDecimals(lineWeight(line, test.fact), test.decimals);
    default:
      throw new Error(`"${test.is}" is not a condition on a line`);
  }
}

/** A blank text is known and empty: it equals nothing, so `not` holds. */
function textHolds(test: Test & { is: 'text' }, value: string | null): Truth {
  if (value === null) return 'unknown';
  return known((value !== '' && test.text.test(value)) !== test.not);
}

function sumHolds(test: Test & { is: 'sum' }, context: Context): Truth {
  const taken = linesTaken(test.line, context.order.lines, context);
  if (taken === null) return 'unknown';
  switch (test.fact) {
    case 'quantity':
      return inBand(unitsIn(taken), test.band);
    case 'lines':
      return inBand(taken.length, test.band);
    case 'subtotal':
    case 'discounted': {
      const { fact } = test;
      return inBand(
        sum(taken, (line) => line[fact]),
        test.band(context.order.money),
      );
    }
    case 'weight':
      return inDecimals(sumWeight(taken), test.decimals);
  }
}

function inBand(value: number | null, band: Band | null): Truth {
  return value === null || band === null ? 'unknown' : known(value >= band.low && value <= band.high);
}

function inDecimals(value: ExactNumber | null, { min, max, over, under }: DecimalBand): Truth {
  if (value === null) return 'unknown';
  return known(
    (min === undefined || compare(value, min) >= 0) &&
      (max === undefined || compare(value, max) <= 0) &&
      (over === undefined || compare(value, over) > 0) &&
      (under === undefined || compare(value, under) < 0),
  );
}

/** `after` ≤ minute < `before`, over midnight where `after` is the later. */
function inTime(minute: number, after: number | null, before: number | null): boolean {
  if (after === null) return before === null || minute < before;
  if (before === null) return minute >= after;
  return after <= before ? minute >= after && minute < before : minute >= after || minute < before;
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
