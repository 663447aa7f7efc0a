import { describe, expect, it } from 'vitest';
import { load, problemsOf, type Texts } from '../support/decide.ts';

const catalogOf = (text: string): Texts => ({ 'catalog.csv': text });
/** `LINE:COL SEVERITY CODE` of each problem of the catalog. */
const found = (text: string): string[] =>
  problemsOf(catalogOf(text))
    .filter((problem) => problem.startsWith('catalog.csv:'))
    .map((problem) => problem.slice('catalog.csv:'.length));
/** Of a catalog of one product with one more column. */
const cell = (column: string, written: string): string[] => found(`id,title,${column}\nA,Tea,${written}\n`);

describe('a cell of the product feed', () => {
  it.each([
    ['price', '24.99 USD'],
    ['price', '24.99 usd'],
    ['price', '0 USD'],
    ['price', '500 JPY'],
    ['price', ''],
    ['sale_price', ''],
    ['sale_price_effective_date', '2026-11-20/2026-11-30'],
    ['sale_price_effective_date', '2026-11-20 / 2026-11-20'],
    ['sale_price_effective_date', '2026-11-20T13:00-0800/2026-11-30T15:30-0800'],
    ['sale_price_effective_date', '2026-11-20T13:00:00.000Z/2026-11-30T15:30:00Z'],
    ['availability', 'in_stock'],
    ['availability', 'Out of stock'],
    ['availability', 'preorder'],
    ['availability', 'backorder'],
    ['availability', ''],
    ['inventory_quantity', '0'],
    ['inventory_quantity', '1200'],
    ['inventory_not_tracked', 'true'],
    ['inventory_not_tracked', 'False'],
    ['weight', '1.5 lb'],
    ['weight', '500 g'],
    ['weight', '0 kg'],
    ['max_per_order', '3'],
    ['delete', 'false'],
    ['delete', ''],
    ['shipping', 'US:CA:Overnight:16.00 USD'],
    ['shipping_weight', 'heavy'],
    ['gtin', '0123'],
  ])('%s may be %j', (column, written) => {
    expect(cell(column, written)).toEqual([]);
  });

  it.each([
    ['price', 'free', 'error bad-amount'],
    ['price', 'USD 24.99', 'error bad-amount'],
    ['price', '$24.99', 'error bad-amount'],
    ['price', '24.999 USD', 'error bad-amount'],
    ['price', '24.5 JPY', 'error bad-amount'],
    ['price', '-5 USD', 'error bad-amount'],
    ['price', '9999999999999999 USD', 'error bad-amount'],
    ['price', '24.99 XYZ', 'error unknown-currency'],
    ['price', '24.99', 'warn missing-currency'],
    ['sale_price', 'cheap', 'error bad-amount'],
    ['sale_price', '19.99 USD', 'warn missing-key'],
    ['sale_price_effective_date', '2026-11-20', 'error bad-date'],
    ['sale_price_effective_date', '2026-11-20/', 'error bad-date'],
    ['sale_price_effective_date', '2026-11-20/2026-11-31', 'error bad-date'],
    ['sale_price_effective_date', '20.11.2026/30.11.2026', 'error bad-date'],
    ['sale_price_effective_date', '2026-11-20/2026-11-21/2026-11-22', 'error bad-date'],
    ['sale_price_effective_date', '2026-11-30/2026-11-20', 'error impossible-range'],
    ['sale_price_effective_date', '2026-11-20T12:00Z/2026-11-20T11:00Z', 'error impossible-range'],
    ['sale_price_effective_date', '2026-11-20T12:00/2026-11-20T12:00Z', 'error impossible-range'],
    ['availability', 'available', 'error bad-value'],
    ['availability', 'instock', 'error bad-value'],
    ['inventory_quantity', '-3', 'warn bad-value'],
    ['inventory_quantity', 'many', 'error bad-value'],
    ['inventory_quantity', '1.5', 'error bad-value'],
    ['inventory_not_tracked', 'maybe', 'error bad-value'],
    ['weight', '500', 'error bad-weight'],
    ['weight', '2 stone', 'error bad-weight'],
    ['weight', '-1 kg', 'error bad-weight'],
    ['max_per_order', 'two', 'error bad-value'],
    ['max_per_order', '-1', 'error bad-value'],
    ['max_per_order', '2.5', 'error bad-value'],
    ['delete', 'x', 'error bad-value'],
  ])('%s cannot be %j: %s', (column, written, problem) => {
    expect(cell(column, written)).toEqual([`2:7 ${problem}`]);
  });

  it('with a comma for the point has a hint', () => {
    const { problems } = load(catalogOf('id,price\nA,"24,99 EUR"\n'));
    expect(problems.all.find(({ at }) => at === 'catalog.csv:2:3')?.message).toContain('24.99');
  });

  it('is where it stands, also in a file with tabs', () => {
    expect(found('id\ttitle\tprice\nA\tTea, 5" tin\tfree\n')).toEqual(['2:15 error bad-amount']);
  });
});

describe('a row of the product feed', () => {
  it.each([
    ['A,1 USD\nB,1 USD\nA,2 USD', ['4:1 error duplicate-id']],
    ['A,1 USD\nA,1 USD', ['3:1 error duplicate-id']],
    [' A ,1 USD\nA,1 USD', ['3:1 error duplicate-id']],
    ['A,1 USD\na,1 USD\n0012,1 USD\n12,1 USD', []],
    [',1 USD', ['2:1 error missing-key']],
    ['__proto__,1 USD\nconstructor,1 USD\n__proto__,1 USD', ['4:1 error duplicate-id']],
  ])('%j', (rows, problems) => {
    expect(found(`id,price\n${rows}\n`)).toEqual(problems);
  });

  it('has its SKU in the column "id", wherever it stands', () => {
    expect(found('price,id\n1 USD,A\n2 USD,A\n')).toEqual(['3:7 error duplicate-id']);
  });

  it('that is deleted is not looked at further', () => {
    expect(found('id,price,availability,delete\nA,?,?,true\n')).toEqual([]);
  });

  it('whose stock is not tracked may tell any', () => {
    expect(found('id,inventory_quantity,inventory_not_tracked\nA,unlimited,true\n')).toEqual([]);
  });

  it('with a sale has dates, and where one of them is wrong no more is said of it', () => {
    expect(found('id,sale_price,sale_price_effective_date\nA,5 USD,soon\n')).toEqual(['2:9 error bad-date']);
  });
});

it('a catalog without the column "id" is none', () => {
  expect(found('sku,price\nA,1 USD\n')).toEqual(['1:1 error missing-key']);
});

it('a catalog without a row is none', () => {
  expect(found('id,price\n')).toEqual(['1:1 error missing-key']);
});

it('columns called __proto__ or constructor are columns like any other', () => {
  expect(found('id,__proto__,constructor,toString\nA,1,2,3\n')).toEqual([]);
});
