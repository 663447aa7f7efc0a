/** What is asked, in one line: an order, and a moment. */
import { OrderFacts } from '../decide/facts.ts';
import { describeAddress } from '../rules/place.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { isoDay, type TimeZone } from '../rules/time.ts';
import type { HookRequest } from '../stripe/types.ts';
import { count } from './output.ts';
import { moneyText } from './render.ts';

/** `3 lines (6 units), 163.00 USD, to US CA 90012`. */
export function orderText(request: HookRequest, rules: RuleSet): string {
  if (request.hook === 'price') return request.sku;
  const facts = new OrderFacts(request, rules, 0, () => 'unknown');
  const amount = request.hook === 'finalize' ? (request.total ?? facts.subtotal) : facts.subtotal;
  const lines = `${count(request.lines.length, 'line')} (${count(facts.quantity, 'unit')})`;
  const money = amount === null ? [] : [moneyText(amount, request.currency)];
  const to = facts.to === null ? 'no address yet' : `to ${describeAddress(facts.to)}`;
  return [lines, ...money, to].join(', ');
}

/** `Mon 2026-11-16 10:00 (America/New_York)` of Unix seconds. */
export function momentText(moment: number, zone: TimeZone): string {
  const { day, weekday, minute } = zone.local(moment);
  const past = minute % 60;
  const clock = [(minute - past) / 60, past].map((part) => String(part).padStart(2, '0')).join(':');
  return `${weekday[0]!.toUpperCase()}${weekday.slice(1)} ${isoDay(day)} ${clock} (${zone.name})`;
}
