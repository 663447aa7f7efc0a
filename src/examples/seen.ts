/** What came out, in the words of a test. */
import type { Evaluation } from '../decide/evaluate.ts';
import type { RateTrace } from '../decide/explanation.ts';
import { exact, exactText } from '../money.ts';
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

/** The options as sent, in order; `null` where they are left out. The amount of a stored one takes an explanation. */
export function seenOptions({ response, decided, explanation }: Evaluation): SeenOption[] | null {
  const sent = (response as CustomizeResponse).shipping_options;
  if (sent === undefined) return null;
  // What applied is noted in the order in which it is sent.
  const ids = decided.entries.filter((entry) => entry.startsWith('shipping.')).map((entry) => entry.slice(9));
  return sent.map((answer: ShippingOptionAnswer, index): SeenOption => {
    const id = ids[index]!;
    if ('shipping_rate' in answer) {
      const amount = explanation?.shipping?.options.find((trace) => trace.id === id)?.amount ?? null;
      return { id, amount, use: answer.shipping_rate, name: null, taxBehavior: null, min: null, max: null, unit: null };
    }
    const { display_name: name, fixed_amount: fixed, ...data } = answer.shipping_rate_data;
    const estimate = data.delivery_estimate;
    return {
      id,
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

/**
 * The rates of each line as sent, in the order of the request; `null` where they are left out. Their ids, and the
 * percents of stored ones, take an explanation.
 */
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
  return { id, name, percent: exactText(exact(String(percentage))), inclusive, use: null };
}
