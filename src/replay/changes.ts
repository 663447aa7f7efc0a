/** How two answers to one request differ, and which entries make the difference. */
import type { HookRequest, PriceResponse } from '../stripe/types.ts';
import { type Cause, type Change, valueChange } from './change.ts';
import type { Explained } from './compare.ts';
import { orderChanges } from './order-changes.ts';
import { shippingChanges } from './shipping-changes.ts';
import { taxChanges } from './tax-changes.ts';

/** At least one change, for answers that differ. */
export function changesOf(request: HookRequest, before: Explained, after: Explained): Change[] {
  const changes = partsOf(request, before, after);
  // What no part tells: an answer that holds something else, or its parts in another way.
  return changes.length > 0 ? changes : [valueChange('answer', '', 'another answer', 'another answer', [])];
}

function partsOf(request: HookRequest, before: Explained, after: Explained): Change[] {
  if (before.response === null || after.response === null) {
    const word = ({ response }: Explained): string => (response === null ? 'refused' : 'answered');
    return [valueChange('answer', '', word(before), word(after), [])];
  }
  switch (request.hook) {
    case 'customize':
      return [...shippingChanges(before, after), ...taxChanges(before, after)];
    case 'finalize':
      return orderChanges(before, after);
    case 'price':
      return priceChanges(request.sku, before, after);
  }
}

/** The fields of the price hook that differ; the cause is the row of the SKU. */
function priceChanges(sku: string, before: Explained, after: Explained): Change[] {
  const [left, right] = [fieldsOf(before), fieldsOf(after)];
  const cause: Cause = { entry: `catalog.${sku}`, before: rowOf(sku, before), after: rowOf(sku, after) };
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key): Change[] => {
    const [was, is] = [left.get(key) ?? 'none', right.get(key) ?? 'none'];
    return was === is ? [] : [valueChange('price', key, was, is, [cause])];
  });
}

function fieldsOf({ response }: Explained): Map<string, string> {
  const { deleted, availability, price, sale_price: sale } = response as PriceResponse;
  const fields = new Map<string, string>();
  if (deleted !== undefined) fields.set('deleted', String(deleted));
  if (availability !== undefined) fields.set('availability', Object.values(availability).join(' '));
  if (price !== undefined) fields.set('price', Object.values(price).join(' '));
  if (sale !== undefined) fields.set('sale_price', Object.values(sale).join(' '));
  return fields;
}

function rowOf(sku: string, { rules }: Explained): string | null {
  const catalog = rules?.catalog ?? null;
  const product = catalog?.product(sku);
  return product === undefined ? null : `${catalog!.path}:${product.line}:1`;
}
