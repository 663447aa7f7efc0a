/** What came out, in the words of a test. */
import type { Evaluation } from '../decide/evaluate.ts';
import type { RateTrace } from '../decide/explanation.ts';
import { exact } from '../money.ts';
import type { CustomizeResponse, ShippingOptionAnswer, TaxRateAnswer } from '../stripe/types.ts';

export interface SeenOption {
  id: string;
  /** Minor units; `null` for a stored rate whose amount the request does not tell. */
  amount: number | null;
  name: string | null;
  use: string | null;
  taxBehavior: string | null;
  min: number | null;
  max: number | null;
  unit: string | null;
}

export interface SeenRate {
  id: string | null;
  /** `null` for a stored rate, and so is `inclusive`: neither is sent. */
  name: string | null;
  percent: string | null;
  inclusive: boolean | null;
  use: string | null;
}

/** The options as sent, in order; `null` where they are left out. */
export function seenOptions({ response, explanation }: Evaluation): SeenOption[] | null {
  const sent = (response as CustomizeResponse).shipping_options;
  if (sent === undefined) return null;
  const stored = (explanation?.shipping?.options ?? []).filter(({ offered }) => offered);
  return sent.map((answer: ShippingOptionAnswer): SeenOption => {
    if ('shipping_rate' in answer) {
      const found = stored.findIndex(({ name }) => name === answer.shipping_rate);
      const [trace] = found < 0 ? [] : stored.splice(found, 1);
      const none = { name: null, taxBehavior: null, min: null, max: null, unit: null };
      return { id: trace?.id ?? '', amount: trace?.amount ?? null, use: answer.shipping_rate, ...none };
    }
    const { display_name: name, fixed_amount: fixed, metadata, ...data } = answer.shipping_rate_data;
    const estimate = data.delivery_estimate;
    return {
      id: metadata?.['ratebook_option'] ?? '',
      amount: fixed.amount,
      name,
      use: null,
      taxBehavior: data.tax_behavior ?? null,
      min: estimate?.minimum.value ?? null,
      max: estimate?.maximum.value ?? null,
      unit: estimate?.minimum.unit ?? null,
    };
  });
}

/** The rates of each line as sent, in the order of the request; `null` where they are left out. */
export function seenRates({ response, explanation }: Evaluation): SeenRate[][] | null {
  const sent = (response as CustomizeResponse).line_items;
  if (sent === undefined) return null;
  return sent.map(({ tax_rates: rates }, line) => {
    // One rate for each priority, sent in the order of priority.
    const applied = (explanation?.taxes?.lines[line]?.rates ?? [])
      .filter(({ verdict }) => verdict === 'applied')
      .sort((a, b) => a.priority - b.priority);
    return rates.map((rate, index) => seenRate(rate, applied[index]));
  });
}

function seenRate(rate: TaxRateAnswer, trace: RateTrace | undefined): SeenRate {
  const id = trace?.id ?? null;
  if ('rate' in rate) return { id, name: null, percent: trace?.percent ?? null, inclusive: null, use: rate.rate };
  const { display_name: name, percentage, inclusive } = rate.rate_data;
  return { id, name, percent: exact(String(percentage)).toFixed(), inclusive, use: null };
}
