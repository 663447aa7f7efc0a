/** The JSON text of an answer. */
import type { CustomizeResponse, HookResponse, ShippingOptionAnswer, TaxRateAnswer } from './types.ts';

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

function optionText(option: ShippingOptionAnswer): string {
  if ('shipping_rate' in option) return `{"shipping_rate":${quoted(option.shipping_rate)}}`;
  const { shipping_rate_data: data } = option;
  const { amount, currency } = data.fixed_amount;
  let text = `{"shipping_rate_data":{"display_name":${quoted(data.display_name)},"fixed_amount":{"amount":${amount},"currency":${quoted(currency)}}`;
  if (data.tax_behavior !== undefined) text += `,"tax_behavior":"${data.tax_behavior}"`;
  if (data.tax_code !== undefined) text += `,"tax_code":${quoted(data.tax_code)}`;
  if (data.metadata !== undefined) text += `,"metadata":${onceText(data.metadata)}`;
  if (data.delivery_estimate !== undefined) text += `,"delivery_estimate":${onceText(data.delivery_estimate)}`;
  return `${text}}}`;
}

function linesText(lines: NonNullable<CustomizeResponse['line_items']>): string {
  let text = '';
  // Lines of a class have the same rates: the same list, as decisions make it.
  let last: readonly TaxRateAnswer[] | null = null;
  let rates = '';
  for (const { id, tax_rates } of lines) {
    if (tax_rates !== last) {
      last = tax_rates;
      rates = ratesText(tax_rates);
    }
    text += `${text === '' ? '' : ','}{"id":${quoted(id)},"tax_rates":[${rates}]}`;
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
