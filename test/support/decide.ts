/** Rules written as a merchant writes them, and orders sent as Stripe sends them: what the tests of decisions begin with. */
import { type Evaluation, evaluate } from '../../src/decide/evaluate.ts';
import { compileFiles } from '../../src/node/load.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import type { CustomizeResponse, FinalizeResponse, HookRequest } from '../../src/stripe/types.ts';
import { customize, finalize, type JsonObject, line } from './requests.ts';

/** Noon of a Friday in New York. */
export const noon = Date.parse('2026-11-20T12:00-05:00') / 1000;

export type Texts = Record<string, string>;

/** A directory of these files; `settings.yaml` is in US dollars where it is not given. */
export function directory(files: Texts): Directory {
  const { directory, problems } = load(files);
  const errors = problems.all.filter(({ severity }) => severity === 'error');
  if (directory === null || errors.length > 0) {
    throw new Error(errors.map(({ at, code, message }) => `${at} ${code} ${message}`).join('\n'));
  }
  return directory;
}

/** As `directory`, with whatever problems it has. */
export function load(files: Texts): ReturnType<typeof compileFiles> {
  const all = { 'settings.yaml': 'currency: usd\ntime_zone: America/New_York\n', ...files };
  return compileFiles(new Map(Object.entries(all).map(([path, text]) => [path, new TextEncoder().encode(text)])));
}

/** Places and codes of the problems of these files, warnings in lower case. */
export function problemsOf(files: Texts): string[] {
  return load(files).problems.all.map(({ at, severity, code }) => `${at} ${severity} ${code}`);
}

export function read(json: JsonObject): HookRequest {
  const parsed = parseHookRequest(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.request;
}

/** What a test says of an order; the rest is an order of one line to San Francisco. */
export interface Order {
  /** SKU, quantity and unit amount (and more of the line), a line each. */
  lines?: [sku: string | null, quantity: number, unitAmount: number | null, more?: JsonObject][];
  data?: JsonObject;
  account?: string;
  at?: number;
}

function linesOf({ lines = [['A', 1, 1000]] }: Order): JsonObject[] {
  return lines.map(([sku, quantity, unitAmount, more], index) => {
    const amounts: JsonObject = {
      unit_amount: unitAmount,
      amount_subtotal: unitAmount === null ? null : unitAmount * quantity,
      amount_total: unitAmount === null ? null : unitAmount * quantity,
    };
    return line(`li_${index + 1}`, { sku_id: sku, quantity, ...amounts, ...more });
  });
}

function envelopeOf({ account }: Order): JsonObject {
  return account === undefined ? {} : { context: account };
}

/** The answer to a customize hook. */
export function customized(rules: Directory, order: Order = {}): CustomizeResponse {
  return explainedCustomize(rules, order).response as CustomizeResponse;
}

export function explainedCustomize(rules: Directory, order: Order = {}): Evaluation {
  const data = { line_item_details: linesOf(order), amount_subtotal: null, amount_total: null, total_details: null };
  return answered(rules, customize({ ...data, ...order.data }, envelopeOf(order)), order.at);
}

/** The answer to a finalize hook; the totals are those of the lines. */
export function finalized(rules: Directory, order: Order = {}): FinalizeResponse {
  return explainedFinalize(rules, order).response as FinalizeResponse;
}

export function explainedFinalize(rules: Directory, order: Order = {}): Evaluation {
  const lines = linesOf(order);
  const total = lines.reduce((sum, { amount_total: amount }) => sum + Number(amount ?? 0), 0);
  const totals = {
    amount_subtotal: total,
    amount_total: total,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  };
  const data = { line_items_details: null, line_item_details: lines, ...totals };
  return answered(rules, finalize({ ...data, ...order.data }, envelopeOf(order)), order.at);
}

/** With the explanation, after seeing that the answer is the same without. */
function answered(rules: Directory, json: JsonObject, at = noon): Evaluation {
  const request = read(json);
  const set = rules.forAccount(request.hook === 'price' ? null : request.account);
  if (set === null) throw new Error('the account is refused');
  const explained = evaluate(set, request, at, true);
  const plain = evaluate(set, request, at);
  if (JSON.stringify(plain.response) !== JSON.stringify(explained.response))
    throw new Error('explaining changed the answer');
  return explained;
}

/** `id price` of each option offered, in minor units, or `left out`. */
export function offers(response: CustomizeResponse): string[] | 'left out' {
  return (
    response.shipping_options?.map((option) =>
      'shipping_rate' in option
        ? option.shipping_rate
        : `${option.shipping_rate_data.metadata?.ratebook_option} ${option.shipping_rate_data.fixed_amount.amount}`,
    ) ?? 'left out'
  );
}

/** Per line `name percent` of each rate, or `left out`. */
export function taxes(response: CustomizeResponse): string[][] | 'left out' {
  return (
    response.line_items?.map(({ tax_rates: rates }) =>
      rates.map((rate) => ('rate' in rate ? rate.rate : `${rate.rate_data.display_name} ${rate.rate_data.percentage}`)),
    ) ?? 'left out'
  );
}

/** Why each option that is not offered is not. */
export function withheld({ explanation }: Evaluation): Record<string, string> {
  const options = explanation?.shipping?.options ?? [];
  return Object.fromEntries(
    options.filter(({ offered }) => !offered).map(({ id, withheld }) => [id, withheld ?? 'offered']),
  );
}
