/** Ratebook: the same rules, written as rule files. */
import { evaluate } from '../../../src/decide/evaluate.ts';
import type { HookRequest, HookResponse } from '../../../src/stripe/types.ts';
import { filesOf, loaded, type Texts } from '../data.ts';
import type { Option, Rate, Shop } from '../model.ts';
import { moment } from '../orders.ts';

const money = (cents: number): string => (cents / 100).toFixed(2);

function optionText(option: Option): string {
  const { id, country, states, notStates, over, max, base, additional, perKilo, freeFrom } = option;
  const state = states ? `, state: [${states}]` : notStates ? `, state: { not: [${notStates}] }` : '';
  const bounds = [over === undefined ? [] : `over: ${over} g`, max === undefined ? [] : `max: ${max} g`].flat();
  const price = [`base: ${money(base)}`];
  if (additional !== undefined) price.push(`each_additional: ${money(additional)}`);
  if (perKilo !== undefined) price.push(`per_kg: ${money(perKilo)}`);
  const when = `{ to: { country: ${country}${state} }, weight: { ${bounds.join(', ')} } }`;
  const free = freeFrom === undefined ? '' : `, free_from: ${money(freeFrom)}`;
  return `  - { id: ${id}, name: ${id}, when: ${when}, price: { ${price.join(', ')} }${free}, delivery: 3-5 business days }`;
}

function rateText({ name, percent, country, state, prefix, class: of, priority }: Rate, index: number): string {
  const place = [`country: ${country}`];
  if (state !== undefined) place.push(`state: ${state}`);
  if (prefix !== undefined) place.push(`postal_code: "${prefix}*"`);
  return `  - { id: r${index}, name: ${name}, percent: ${percent}, where: { ${place.join(', ')} }, class: ${of}, priority: ${priority} }`;
}

export function shopTexts({ options, rates }: Shop): Texts {
  const written = rates.flatMap((rate, index) => (rate.code === undefined ? [rateText(rate, index)] : []));
  const rows = rates.flatMap(({ country, state, code, percent, name, priority }) =>
    code === undefined ? [] : [`${country},${state},${code},${percent},${name},${priority}`],
  );
  const classes = 'classes: [ { class: food, items: { sku: "FOOD-*" } } ]';
  const tables = rows.length === 0 ? '' : 'tables: [ tables/rows.csv ]\n';
  return {
    'taxes.yaml': `${classes}\nrates:\n${written.join('\n')}\n${tables}`,
    ...(options.length === 0 ? {} : { 'shipping.yaml': `options:\n${options.map(optionText).join('\n')}\n` }),
    ...(rows.length === 0
      ? {}
      : { 'tables/rows.csv': `country,state,postal_code,percent,name,priority\n${rows.join('\n')}\n` }),
  };
}

/** Each rule gives its own id as its reason. */
export const orderTexts: Texts = {
  'approval.yaml': `rules:
  - { id: embargo, decline: embargo, when: { to: { country: [CU, IR, KP, SY] } }, if_unknown: decline }
  - { id: unknown-sku, decline: unknown-sku, when: { items: { any: { in_catalog: false } } }, if_unknown: decline }
  - { id: blocked, decline: blocked, when: { email: "*@mailinator.com" } }
  - { id: prepaid, decline: prepaid, when: { payment: { funding: prepaid }, total: { min: 200 } }, if_unknown: skip }
  - { id: bulk, decline: bulk, when: { quantity: { over: 50 } } }
  - { id: abroad, decline: abroad, when: { total: { over: 1500 }, not: { bill_to: { country: [US, CA] } } }, if_unknown: skip }
default: approve
`,
  'fees.yaml': `fees:
  - { id: electronics, group: commission, items: { product_category: "Electronics*" }, percent: 8, min: 0.50 }
  - { id: rest, group: commission, percent: 5 }
  - { id: plan, group: plan, percent: 2.9, fixed: 0.30, of: total }
limit: { max: 100.00 }
`,
};

/** A function that answers by these files. */
export function ratebook(texts: Texts): (request: HookRequest) => HookResponse {
  const { directory } = loaded(filesOf({ 'settings.yaml': 'currency: usd\ntime_zone: America/New_York\n', ...texts }));
  return (request) =>
    evaluate(directory.forAccount(request.hook === 'price' ? null : request.account)!, request, moment).response!;
}
