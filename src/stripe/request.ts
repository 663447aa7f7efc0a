/** Reads a hook request: what Stripe sent, in all its variations, becomes a `HookRequest` or a list of faults. */
import type * as z from 'zod';
import { customizeOf, finalizeOf, linesOf, priceOf } from './order.ts';
import type { HookRequest } from './types.ts';
import { isPlainly, type WireLine, wire } from './wire.ts';

/** What is wrong at a path. Neither part holds a value of the request or a key that is not known here. */
export interface RequestFault {
  /** `data.line_item_details[3].quantity` */
  path: string;
  /** `a whole number from 1 to 9007199254740991` */
  expected: string;
}

export type RequestResult =
  | { ok: true; request: HookRequest }
  | {
      ok: false;
      code: 'invalid_request' | 'unsupported_type';
      /** The first {@link maxFaults}. */
      faults: RequestFault[];
      /** How many there are besides. */
      more: number;
    };

export const maxFaults = 20;

/** The hooks by the `type` that calls them. */
export const hookTypes: ReadonlyMap<string, HookRequest['hook']> = new Map([
  ['v1.delegated_checkout.customize_checkout', 'customize'],
  ['v1.delegated_checkout.finalize_checkout', 'finalize'],
  ['delegated_commerce.product_price_availability', 'price'],
]);

/** The request that `json`, the value of a body, makes. Total: whatever the value, it answers and does not throw. */
export function parseHookRequest(json: unknown): RequestResult {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refused([{ path: '', expected: 'an object' }]);
  const type = Object.hasOwn(json, 'type') ? (json as { type: unknown }).type : undefined;
  if (typeof type !== 'string') return refused([{ path: 'type', expected: 'a text' }]);
  const hook = hookTypes.get(type);
  switch (hook) {
    case undefined:
      return refused([{ path: 'type', expected: [...hookTypes.keys()].join(' or ') }], 'unsupported_type');
    case 'customize': {
      const sent = readAs(wire.customize, json);
      if (!sent.success) return refused(faultsOf(sent.error.issues));
      return sumFault(linesOf(sent.data.data)) ?? { ok: true, request: customizeOf(sent.data) };
    }
    case 'finalize': {
      const sent = readAs(wire.finalize, json);
      if (!sent.success) return refused(faultsOf(sent.error.issues));
      return sumFault(linesOf(sent.data.data)) ?? { ok: true, request: finalizeOf(sent.data) };
    }
    case 'price': {
      const sent = readAs(wire.price, json);
      return sent.success ? { ok: true, request: priceOf(sent.data) } : refused(faultsOf(sent.error.issues));
    }
  }
}

/** Where an optional field is not a text, "" stands for nothing: the second reading takes it so, out of the common way. */
function readAs<T extends z.ZodType>(schema: T, json: unknown): z.ZodSafeParseResult<z.output<T>> {
  if (isPlainly(schema, json)) return { success: true, data: json };
  const sent = schema.safeParse(json);
  return sent.success ? sent : schema.safeParse(withoutEmptyTexts(json));
}

function withoutEmptyTexts(value: unknown): unknown {
  if (value === '') return null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmptyTexts);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutEmptyTexts(item)]));
}

function refused(
  faults: RequestFault[],
  code: 'invalid_request' | 'unsupported_type' = 'invalid_request',
): RequestResult & { ok: false } {
  return { ok: false, code, faults: faults.slice(0, maxFaults), more: Math.max(0, faults.length - maxFaults) };
}

/** One fault a path: a number that is neither whole nor in range is one fault, not two. */
function faultsOf(issues: readonly { path: PropertyKey[]; message: string }[]): RequestFault[] {
  const faults = new Map<string, RequestFault>();
  for (const issue of issues) {
    const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    const plain = path.replace(/^\./, '');
    if (!faults.has(plain)) faults.set(plain, { path: plain, expected: issue.message });
  }
  return [...faults.values()];
}

/**
 * Every amount is a safe integer by now; so must be each price times its quantity, and each sum over the lines. Sums of
 * two safe integers that are too large stay too large in a double, so that plain arithmetic finds them.
 */
function sumFault(lines: readonly WireLine[]): (RequestResult & { ok: false }) | null {
  let amounts = 0;
  let quantity = 0;
  for (const line of lines) {
    const price = (line.unit_amount ?? 0) * line.quantity;
    const largest = Math.max(
      price,
      line.amount_subtotal ?? 0,
      line.amount_discount ?? 0,
      line.amount_tax ?? 0,
      line.amount_total ?? 0,
    );
    amounts += largest;
    quantity += line.quantity;
    const path = 'data.line_item_details';
    if (!Number.isSafeInteger(amounts)) return refused([{ path, expected: `amounts that add up to at most ${max}` }]);
    if (!Number.isSafeInteger(quantity))
      return refused([{ path, expected: `quantities that add up to at most ${max}` }]);
  }
  return null;
}

const max = Number.MAX_SAFE_INTEGER;
