/** Made-up rule directories of the sizes that shops and platforms have, and orders for them. */
import { compileFiles, type Loaded } from '../../src/node/load.ts';
import type { RuleFiles } from '../../src/rules/files.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import type { HookRequest } from '../../src/stripe/types.ts';
import { address, customize, type JsonObject, line } from '../support/requests.ts';

const states = (
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA ' +
  'RI SC SD TN TX UT VT VA WA WV WI WY'
).split(' ');

/** The nth of `count` ZIP codes that are spread over all; the state of a code is the same for every count. */
function zip(index: number, count: number): { code: string; state: string } {
  const number = Math.trunc((index * 100_000) / count);
  const state = states[Math.trunc((number * states.length) / 100_000)]!;
  return { code: String(number).padStart(5, '0'), state };
}

/** Sales taxes of `places` ZIP codes, 100,000 at most, as sellers of such tables deliver them. */
export function taxTable(places: number): string {
  const lines = ['country,state,postal_code,percent,name,priority,compound,shipping,class'];
  for (let place = 0; place < places; place++) {
    const { code, state } = zip(place, places);
    lines.push(`US,${state},${code},4.${String(place % 100).padStart(2, '0')},${state} Sales Tax,1,0,1,`);
  }
  return `${lines.join('\n')}\n`;
}

const settings = 'currency: usd\ntime_zone: America/New_York\n';

/** Zones of a few ZIP areas each, of three digits or of four; every tenth is made of the nine before it. */
function zones(count: number): string {
  const lines = ['zones:'];
  const digits = count > 1000 ? 4 : 3;
  const areas = Math.trunc(10 ** digits / count);
  for (let zone = 0; zone < count; zone++) {
    const codes = Array.from({ length: areas }, (_, area) => `"${String(zone * areas + area).padStart(digits, '0')}*"`);
    const others = Array.from({ length: 9 }, (_, other) => `zone-${zone - other - 1}`);
    const place = zone % 10 === 9 ? `[${others.join(', ')}]` : `{ country: US, postal_code: [${codes.join(', ')}] }`;
    lines.push(`  zone-${zone}: ${place}`);
  }
  return `${lines.join('\n')}\n`;
}

function shipping(count: number): string {
  const lines = ['max_options: 5', 'options:'];
  for (let zone = 0; zone < count; zone++) {
    lines.push(
      `  - { id: to-${zone}, name: Zone ${zone}, when: { to: zone-${zone} }, price: ${zone % 20}.99, free_from: 500.00 }`,
    );
  }
  lines.push(
    '  - { id: standard, name: Standard, when: { to: { country: US }, weight: { max: 90 kg } }, price: 5.99, free_from: 50.00, delivery: 3-5 business days }',
    '  - { id: express, name: Express, when: { to: { country: US } }, price: { base: 14.99, per_kg: 2.00 }, delivery: 1-2 business days }',
  );
  return `${lines.join('\n')}\n`;
}

const taxes = `classes:
  - { class: food, like: standard, items: { sku: "FOOD-*" } }
  - { class: none, items: { product_category: "Gift cards*" } }
rates:
  - { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }
  - { id: food, name: Food, percent: 1, where: { country: US }, class: food }
  - { id: ca, name: GST, percent: 5, where: { country: CA } }
tables: [ tables/us.csv ]
exempt:
  - { id: resale, when: { account: "@resellers" } }
`;

function catalog(count: number): string {
  const rows = Array.from({ length: count }, (_, sku) => {
    const id = sku % 7 === 3 ? `FOOD-${sku}` : `SKU-${sku}`;
    return `${id},Product ${sku},${(sku % 90) + 1}.99 USD,${(sku % 9) * 150 + 120} g,Things,in_stock`;
  });
  return `id,title,price,weight,product_category,availability\n${rows.join('\n')}\n`;
}

export type Texts = Record<string, string>;

/** A shop that sells to the whole of the US by a table of ZIP codes. */
export function shop(rows: number, zoneCount = 300): Texts {
  return {
    'settings.yaml': settings + zones(zoneCount),
    'shipping.yaml': shipping(zoneCount),
    'taxes.yaml': taxes,
    'tables/us.csv': taxTable(rows),
    'catalog.csv': catalog(5000),
    'lists/resellers.txt': 'acct_reseller\n',
  };
}

/** A platform of `count` shops with rules of their own. */
export function platform(count: number): Texts {
  const files: Texts = { ...shop(100, 10) };
  for (let account = 0; account < count; account++) {
    const folder = `accounts/${accountName(account)}/`;
    files[`${folder}shipping.yaml`] = `ships: { items: { product_category: { not: "Gift cards*" } } }
options:
  - { id: standard, name: Standard, when: { to: { country: US, state: { not: [AK, HI] } } }, price: 5.99, free_from: 50.00, delivery: 3-5 business days }
  - { id: express, name: Express, when: { to: { country: US } }, price: { base: 14.99, each_additional: 2.00 }, delivery: 1-2 business days }
  - { id: abroad, name: Abroad, when: { to: { country: [CA, GB, DE, FR] } }, price: 2${account % 10}.99 }
`;
    files[`${folder}taxes.yaml`] = `rates:
  - { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }
  - { id: us-ny, name: NY Sales Tax, percent: 4, where: { country: US, state: NY } }
  - { id: la, name: Los Angeles, percent: 2.25, where: { country: US, state: CA, postal_code: 900* }, priority: 2 }
  - { id: gst, name: GST, percent: 5, where: { country: CA } }
`;
    files[`${folder}approval.yaml`] = `rules:
  - { id: prepaid, decline: No prepaid cards., when: { payment: { funding: prepaid }, total: { min: 200 } }, if_unknown: skip }
  - { id: bulk, decline: Please write to us., when: { quantity: { over: ${40 + (account % 20)} } } }
`;
  }
  return files;
}

export function accountName(index: number): string {
  return `acct_shop${index}`;
}

export function filesOf(texts: Texts): RuleFiles {
  return new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
}

/** Compiled; throws where there are errors. */
export function loaded(files: RuleFiles): Loaded & { directory: NonNullable<Loaded['directory']> } {
  const result = compileFiles(files);
  const error = result.problems.all.find(({ severity }) => severity === 'error');
  if (result.directory === null || error !== undefined) throw new Error(`${error?.at} ${error?.message}`);
  return result as Loaded & { directory: NonNullable<Loaded['directory']> };
}

/** Orders of `lines` lines to `places` ZIP codes, which stand in each table that has as many rows or a multiple of them. */
export function orders(
  lines: number,
  places: number,
  account: (index: number) => string | null = () => null,
): HookRequest[] {
  return Array.from({ length: places }, (_, index) => {
    const { code, state } = zip(index, places);
    const details: JsonObject[] = Array.from({ length: lines }, (_, at) => {
      const sku = (index * 31 + at * 17) % 5000;
      const price = ((sku % 90) + 1) * 100 + 99;
      const quantity = (at % 3) + 1;
      const amounts = { unit_amount: price, amount_subtotal: price * quantity, amount_total: price * quantity };
      return line(`li_${at}`, { sku_id: sku % 7 === 3 ? `FOOD-${sku}` : `SKU-${sku}`, quantity, ...amounts });
    });
    const subtotal = details.reduce((sum, { amount_total: amount }) => sum + Number(amount), 0);
    const data = {
      line_item_details: details,
      shipping_details: { address: address({ postal_code: code, state }) },
      amount_subtotal: subtotal,
      amount_total: subtotal,
    };
    const parsed = parseHookRequest(customize(data, { context: account(index) }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    return parsed.request;
  });
}
