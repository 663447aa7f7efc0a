import { type Decimal, percentNumber } from '../money.ts';
import type { TaxRateAnswer } from './types.ts';

/** A tax rate as it is sent; `percent` has at most four decimals. It may be part of many answers, so nobody changes it. */
export function rateAnswer(name: string, inclusive: boolean, percent: Decimal): TaxRateAnswer {
  return Object.freeze({
    rate_data: Object.freeze({ display_name: name, inclusive, percentage: percentNumber(percent) }),
  });
}
