/** The answer to Stripe of what a contender has decided: the host's own code, the same for all, written by hand. */
import type {
  CustomizeRequest,
  CustomizeResponse,
  FinalizeRequest,
  FinalizeResponse,
  ShippingOptionAnswer,
} from '../../src/stripe/types.ts';
import { type Cart, type Contender, type Decide, type Order, onceThere } from './contender.ts';
import type { Products } from './facts.ts';
import { approvals, type Shop } from './model.ts';

function answerOf(cart: Cart, request: CustomizeRequest, shop: Shop, percents: readonly number[]): CustomizeResponse {
  const response: CustomizeResponse = {};
  if (shop.options.length > 0) {
    const options: ShippingOptionAnswer[] = [];
    for (const [at, price] of cart.prices.entries()) {
      if (price === -1) continue;
      const { id } = shop.options[at]!;
      options.push({
        shipping_rate_data: {
          display_name: id,
          fixed_amount: { amount: price, currency: request.currency },
          tax_behavior: 'exclusive',
          metadata: { ratebook_option: id },
          delivery_estimate: {
            minimum: { unit: 'business_day', value: 3 },
            maximum: { unit: 'business_day', value: 5 },
          },
        },
      });
    }
    response.shipping_options = options;
  }
  response.line_items = request.lines.map(({ id }, line) => ({
    id,
    tax_rates: cart.rates[line]!.map((rate) => ({
      rate_data: { display_name: shop.rates[rate]!.name, inclusive: false, percentage: percents[rate]! },
    })),
  }));
  return response;
}

/** `rows`: asked as for a shop of very many rates. */
export function customizeBy(
  contender: Contender,
  shop: Shop,
  products: Products,
  rows = false,
): Decide<CustomizeRequest, CustomizeResponse> {
  const decide = contender[rows ? 'rows' : 'customize'](shop, products);
  const percents = shop.rates.map(({ percent }) => Number(percent));
  return (request) => onceThere(decide(request), (cart) => answerOf(cart, request, shop, percents));
}

function approvalOf({ rule, fee }: Order): FinalizeResponse {
  if (rule !== approvals.length - 1) {
    return { manual_approval_details: { type: 'declined', declined: { reason: approvals[rule]! } } };
  }
  return {
    manual_approval_details: { type: 'approved' },
    application_fee_details: { application_fee_amount: fee },
  };
}

export function finalizeBy(contender: Contender, products: Products): Decide<FinalizeRequest, FinalizeResponse> {
  const decide = contender.finalize(products);
  return (request) => onceThere(decide(request), approvalOf);
}
