/** shipping.yaml: what is offered, for how much, how fast. */
import { limits } from '../../limits.ts';
import type { Amount, ShippingFile, ShippingOption, Surcharge } from '../model.ts';
import type { Problems } from '../problem.ts';
import {
  convert,
  entryList,
  flag,
  inert,
  keyAt,
  names,
  oneOf,
  optional,
  orElse,
  quote,
  required,
  type Shape,
  text,
  valueAt,
} from '../shape.ts';
import { entry, file, map, oneOfKeys, record, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amount, isAbove } from './amount.ts';
import { delivery } from './delivery.ts';
import { checkUniqueIds, entryKeys, entrySynonyms, hasTime } from './entry.ts';
import { lineCondition } from './line-condition.ts';
import { integer } from './number.ts';
import { perWeightKeys, perWeightOf } from './per-weight.ts';
import { limitKeys, price } from './price.ts';
import { shortText, storedRate } from './words.ts';

const lines = lineCondition.customize;

const surcharge: Shape<Surcharge> = convert(
  together(
    entry(
      'a surcharge, such as { id: fragile, items: { sku: "FRAGILE-*" }, each: 4.00 }',
      {
        ...entryKeys('customize'),
        items: optional(lines, 'The lines that it counts; without it all.'),
        ...inert({
          add: optional(amount, 'Once.'),
          each: optional(amount, 'For each unit of these lines.'),
          ...perWeightKeys,
          free: optional(flag, 'Whether it is dropped where free_from holds.'),
        }),
      },
      { synonyms: { ...entrySynonyms, price: 'add', amount: 'add', base: 'add', where: 'when' } },
    ),
    { needs: oneOfKeys('add', 'each', 'per_kg', 'per_lb'), apart: [['per_kg', 'per_lb']] },
  ),
  ({ per_kg, per_lb, free = false, ...rest }, node, problems) => {
    if (!names(node, ['add', 'each', 'per_kg', 'per_lb'])) {
      const message = 'A surcharge needs an amount: add, each, per_kg or per_lb.';
      problems.error(node.at, 'missing-key', message);
      return undefined;
    }
    if (!hasTime(rest, node, problems)) return undefined;
    return { ...rest, ...perWeightOf({ per_kg, per_lb }, node, problems), free };
  },
);

const metadataEntry = text(
  'a text',
  (written) =>
    written.length <= limits.metadataValue
      ? { value: written }
      : {
          code: 'past-limit',
          fault: `This value has ${written.length} characters; at most ${limits.metadataValue} are allowed.`,
        },
  { number: {}, boolean: true, most: limits.metadataValue },
);

// One key is ours: `ratebook_option`.
const mostMetadata = limits.metadataKeys - 1;

const metadata: Shape<[key: string, value: string][]> = convert(
  together(
    record('texts by key, such as { carrier: ups }', {}, { rest: { form: metadataEntry, shape: () => metadataEntry } }),
    { most: mostMetadata, named: [[`^(?!ratebook_option$)[^[\\]]{1,${limits.metadataKey}}$`, metadataEntry]] },
  ),
  (entries, node, problems) => {
    if (entries.length > mostMetadata) {
      problems.error(node.at, 'past-limit', `At most ${mostMetadata} keys are allowed here.`);
    }
    for (const { key, keyAt } of entries) {
      if (key.length > limits.metadataKey) {
        problems.error(keyAt, 'past-limit', `A key of metadata has at most ${limits.metadataKey} characters.`);
      } else if (key === '' || /[[\]]/.test(key)) {
        problems.error(keyAt, 'bad-value', `${quote(key)} cannot be a key of metadata: it is empty or holds [ or ].`);
      } else if (key === 'ratebook_option') {
        problems.error(keyAt, 'not-allowed-here', '"ratebook_option" is always set to the id of the option.');
      }
    }
    return entries.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as [string, string]]));
  },
);

const taxCodePattern = /^txcd_[A-Za-z0-9]{1,50}$/;
const taxCode = text(
  'a tax code of Stripe, txcd_…',
  (written) =>
    taxCodePattern.test(written)
      ? { value: written }
      : { code: 'bad-value', fault: `${quote(written)} is not a tax code of Stripe, such as txcd_92010001.` },
  { pattern: taxCodePattern.source },
);

const surchargeList = convert(entryList('surcharges', surcharge), (surcharges, node, problems) => {
  checkUniqueIds([node], problems);
  return surcharges;
});

const dataKeys = {
  name: optional(
    orElse(shortText('a name', limits.shippingName), () => 'Name'),
    'What the customer sees.',
  ),
  price: optional(
    orElse(price, (at) => ({ price: { base: { plain: '0', at }, at } })),
    'What it costs.',
  ),
  ...inert({
    free_from: optional(amount, 'From this amount after discounts on, the price is 0.'),
    surcharges: optional(surchargeList, 'What is added to the price.'),
    ...limitKeys,
    delivery: optional(delivery, 'How long it takes.'),
    tax_behavior: optional(oneOf(['inclusive', 'exclusive', 'unspecified']), 'Whether the price includes tax.'),
    tax_code: optional(taxCode, 'What Stripe Tax takes it for.'),
    metadata: optional(metadata, 'Texts that come back with the order.'),
  }),
};

const option: Shape<ShippingOption> = convert(
  together(
    entry(
      'a shipping option, such as { id: standard, name: Standard, price: 5.99 }',
      {
        ...entryKeys('customize'),
        use: optional(storedRate('shr_'), 'A shipping rate that is stored in Stripe.'),
        ...dataKeys,
      },
      {
        synonyms: {
          ...entrySynonyms,
          display_name: 'name',
          title: 'name',
          label: 'name',
          amount: 'price',
          cost: 'price',
          rate: 'price',
          free_over: 'free_from',
          free_above: 'free_from',
          surcharge: 'surcharges',
          time: 'delivery',
          shipping_rate: 'use',
          where: 'when',
        },
      },
    ),
    {
      needs: [['use'], ['name', 'price']],
      apart: Object.keys(dataKeys).map((key) => ['use', key] as const),
    },
  ),
  ({ price: priced, surcharges = [], metadata: texts = [], ...rest }, node, problems) => {
    const before = problems.count;
    hasTime(rest, node, problems);
    checkKind(node, problems);
    const caps = mergeLimits(rest, priced ?? {}, node, problems);
    if (problems.count > before) return undefined;
    return { ...rest, ...(priced && { price: priced.price }), ...caps, surcharges, metadata: texts };
  },
);

/** Either a stored rate and nothing about its content, or a name with a price. */
function checkKind(node: Node, problems: Problems): void {
  if (!names(node, ['use'])) {
    for (const key of ['name', 'price']) {
      if (names(node, [key])) continue;
      problems.error(node.at, 'missing-key', `"${key}" is missing: an option has a name and a price, or use: shr_….`);
    }
    return;
  }
  for (const key of Object.keys(dataKeys)) {
    if (!names(node, [key])) continue;
    const message = `"${key}" does not go with "use": the rate that is stored in Stripe has its own.`;
    problems.error(keyAt(node, key), 'not-allowed-here', message);
  }
}

type Limits = { min?: Amount; max?: Amount; round_to?: Amount };

function mergeLimits(beside: Limits, inPrice: Limits, node: Node, problems: Problems): Limits {
  const merged: Limits = {};
  for (const key of ['min', 'max', 'round_to'] as const) {
    if (beside[key] && inPrice[key]) {
      problems.error(
        keyAt(node, key),
        'duplicate-key',
        `"${key}" is given in the price and beside it. Keep one of them.`,
      );
    }
    const value = beside[key] ?? inPrice[key];
    if (value) merged[key] = value;
  }
  const { min, max, round_to } = merged;
  if (min && max && isAbove(min, max)) problems.error(min.at, 'impossible-range', '"min" is more than "max".');
  if (round_to && exactsOf(round_to).includes('0')) {
    problems.error(round_to.at, 'bad-amount', '"round_to" is 0. Write the step of the prices, such as 0.50.');
  }
  return merged;
}

function exactsOf(value: Amount): string[] {
  return 'plain' in value ? [value.plain] : Object.values(value.by);
}

/** The whole of shipping.yaml. */
export const shippingFile: Shape<ShippingFile> = convert(
  file(
    'shipping options, as options: […]',
    {
      options: required(entryList('shipping options', option), 'What is offered, where its `when` holds.'),
      ships: optional(
        convert(map('{ items: … }', { items: required(lines, 'The lines that are shipped.') }), ({ items }) => ({
          items,
        })),
        'Only these lines count for price, weight and quantity.',
      ),
      sort: optional(oneOf(['as_written', 'cheapest', 'fastest']), 'The order of the options.'),
      max_options: optional(integer(1, limits.shippingOptions), 'How many options are offered at most.'),
      if_none: optional(oneOf(['empty', 'omit']), 'What is answered where nothing is offered.'),
    },
    { synonyms: { shipping_options: 'options', rates: 'options', order: 'sort', limit: 'max_options' } },
  ),
  ({ sort = 'as_written', max_options = limits.shippingOptions, if_none = 'empty', ...rest }, node, problems) => {
    checkUniqueIds([valueAt(node, 'options')], problems);
    return { ...rest, sort, max_options, if_none };
  },
);
