/** The JSON text of an answer. */
import type {
  CustomizeResponse,
  HookResponse,
  ShippingOptionAnswer,
  ShippingRateData,
  TaxRateAnswer,
} from './types.ts';

/** The text that `JSON.stringify` writes for an answer, in a third of its time. */
export function answerText(answer: HookResponse): string {
  return 'line_items' in answer || 'shipping_options' in answer ? customizeText(answer) : JSON.stringify(answer);
}

/** In the order in which decisions write them, which is that of the keys. */
function customizeText(answer: CustomizeResponse): string {
  const { shipping_options: options, line_items: lines } = answer;
  let text = '';
  if (options !== undefined) text = `"shipping_options":[${optionsText(options)}]`;
  if (lines !== undefined) text += `${text === '' ? '' : ','}"line_items":[${linesText(lines)}]`;
  return `{${text}}`;
}

function optionsText(options: readonly ShippingOptionAnswer[]): string {
  let text = '';
  for (const option of options) text += text === '' ? optionText(option) : `,${optionText(option)}`;
  return text;
}

/** What stands before and behind the amount of an option. */
interface Around {
  data: ShippingRateData;
  before: string;
  behind: string;
}

// Most options are the same for every order but for their amount. Kept by their metadata, which comes with the rules.
const around = new WeakMap<object, Around>();

function optionText(option: ShippingOptionAnswer): string {
  if ('shipping_rate' in option) return `{"shipping_rate":${quoted(option.shipping_rate)}}`;
  const { shipping_rate_data: data } = option;
  const { metadata } = data;
  let kept = metadata === undefined ? undefined : around.get(metadata);
  if (kept === undefined || !isAlike(kept.data, data)) {
    kept = { data, ...textsAround(data) };
    if (metadata !== undefined && Object.isFrozen(metadata)) around.set(metadata, kept);
  }
  return kept.before + data.fixed_amount.amount + kept.behind;
}

function isAlike(a: ShippingRateData, b: ShippingRateData): boolean {
  return (
    a.display_name === b.display_name &&
    a.fixed_amount.currency === b.fixed_amount.currency &&
    a.tax_behavior === b.tax_behavior &&
    a.tax_code === b.tax_code &&
    a.metadata === b.metadata &&
    a.delivery_estimate === b.delivery_estimate
  );
}

function textsAround(data: ShippingRateData): { before: string; behind: string } {
  let behind = `,"currency":${quoted(data.fixed_amount.currency)}}`;
  if (data.tax_behavior !== undefined) behind += `,"tax_behavior":"${data.tax_behavior}"`;
  if (data.tax_code !== undefined) behind += `,"tax_code":${quoted(data.tax_code)}`;
  if (data.metadata !== undefined) behind += `,"metadata":${JSON.stringify(data.metadata)}`;
  if (data.delivery_estimate !== undefined) behind += `,"delivery_estimate":${JSON.stringify(data.delivery_estimate)}`;
  const before = `{"shipping_rate_data":{"display_name":${quoted(data.display_name)},"fixed_amount":{"amount":`;
  return { before, behind: `${behind}}}` };
}

function linesText(lines: NonNullable<CustomizeResponse['line_items']>): string {
  let text = '';
  // Lines of a class have the same rates: the same list, as decisions make it.
  let last: readonly TaxRateAnswer[] | null = null;
  let behind = '';
  for (const { id, tax_rates } of lines) {
    if (tax_rates !== last) {
      last = tax_rates;
      behind = `,"tax_rates":[${ratesText(tax_rates)}]}`;
    }
    text += (text === '' ? '{"id":' : ',{"id":') + quoted(id) + behind;
  }
  return text;
}

function ratesText(rates: readonly TaxRateAnswer[]): string {
  let text = '';
  for (const rate of rates) text += text === '' ? onceText(rate) : `,${onceText(rate)}`;
  return text;
}

const texts = new WeakMap<object, string>();

/** The text of what is part of many answers, and frozen for that, is kept. */
function onceText(part: object): string {
  let text = texts.get(part);
  if (text === undefined) {
    text = JSON.stringify(part);
    if (Object.isFrozen(part)) texts.set(part, text);
  }
  return text;
}

/** Ids and names are nearly always of signs that stand for themselves. */
function quoted(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return JSON.stringify(text);
  }
  return `"${text}"`;
}
