/** Explanations in people's words. */
import { join } from 'node:path';
import type {
  Explanation,
  FeeTrace,
  LineTrace,
  OptionTrace,
  RateTrace,
  RuleTrace,
  Step,
} from '../decide/explanation.ts';
import { exact, exactMajorUnits, exactText, majorUnits } from '../money.ts';
import type { At } from '../rules/model.ts';
import { paint } from './output.ts';
import { placeOf } from './place.ts';
import { delayText, deliveryText, rateVerdict, reasonText, whyText, withheldText } from './reason-text.ts';

export interface RenderOptions {
  /** The directory as the user named it: before every place of a rule. */
  dir: string;
  color: boolean;
  /** Also what did not apply, and each step of a calculation. */
  all: boolean;
}

/** `5.99 USD`. */
export function moneyText(minor: number, currency: string): string {
  return `${majorUnits(minor, currency)} ${currency.toUpperCase()}`;
}

/** An explanation, a line each, indented under the decision it belongs to. */
export function renderExplanation(explanation: Explanation, options: RenderOptions): string[] {
  return new Renderer(explanation, options).render();
}

class Renderer {
  readonly #explanation: Explanation;
  readonly #options: RenderOptions;
  readonly #paint: ReturnType<typeof paint>;
  readonly #lines: string[] = [];
  #lineCount = 0;

  constructor(explanation: Explanation, options: RenderOptions) {
    this.#explanation = explanation;
    this.#options = options;
    this.#paint = paint(options);
  }

  render(): string[] {
    const { shipping, taxes, approval, fees } = this.#explanation;
    if (shipping !== undefined) this.#shipping(shipping);
    if (taxes !== undefined) this.#taxes(taxes);
    if (approval !== undefined) this.#approval(approval);
    if (fees !== undefined) {
      this.#lineCount = new Set(fees.fees.flatMap(({ lines }) => lines)).size;
      this.#fees(fees);
    }
    return this.#lines;
  }

  #line(indent: number, text: string): void {
    this.#lines.push(`${'  '.repeat(indent)}${text}`);
  }

  #head(text: string, note = ''): void {
    const { bold, dim } = this.#paint;
    this.#line(0, bold(text) + (note === '' ? '' : `  ${dim(note)}`));
  }

  /** One entry: a mark, what it is, the place of its rule, and why. */
  #entry(yes: boolean, text: string, at: At | null, why: string): void {
    const { green, dim } = this.#paint;
    const place = at === null ? '' : `  ${dim(this.#place(at))}`;
    const mark = yes ? green('✓') : dim('·');
    this.#line(1, `${mark} ${yes ? text : dim(text)}${place}`);
    if (why !== '') this.#line(3, why);
  }

  #place(at: At): string {
    return join(this.#options.dir, at.replace(/:\d+$/, ''));
  }

  #money(minor: number): string {
    return moneyText(minor, this.#explanation.currency ?? 'usd');
  }

  get #currency(): string {
    return (this.#explanation.currency ?? 'usd').toUpperCase();
  }

  /** Exact minor units as major ones. */
  #exactMoney(minor: string): string {
    const currency = this.#explanation.currency ?? 'usd';
    return `${exactMajorUnits(minor, currency)} ${currency.toUpperCase()}`;
  }

  #shipping({ omitted, options, taxes }: NonNullable<Explanation['shipping']>): void {
    const notes = { address: 'left out: an option waits for more of the address', none: 'left out: nothing to offer' };
    const none = options.some(({ offered }) => offered) ? '' : 'nothing is offered here';
    this.#head('Shipping', omitted === undefined ? none : notes[omitted]);
    for (const option of options.filter(({ offered }) => offered)) this.#option(option);
    for (const option of options.filter(({ offered }) => !offered)) this.#option(option);
    if (taxes !== undefined) this.#rates('These prices hold tax', taxes);
  }

  #option(option: OptionTrace): void {
    const { id, at, name, offered, amount, delivery, notFree, steps, surcharges } = option;
    const label = name === null || name.toLowerCase() === id.toLowerCase() ? (name ?? id) : `${name} (${id})`;
    if (offered) {
      const price = amount === null ? 'as stored at Stripe' : amount === 0 ? 'free' : this.#money(amount);
      const isPlain = steps[0]?.what === 'base' && steps.every(({ result }) => result === steps[0]!.result);
      const promise = delivery === null ? '' : `, ${deliveryText(delivery)}`;
      this.#entry(
        true,
        `${label}: ${this.#paint.bold(price)}${promise}`,
        at,
        isPlain || steps.length === 0 ? '' : this.#steps(steps),
      );
      if (!this.#options.all) return;
      if (notFree !== undefined) {
        const { from, discounted } = notFree;
        this.#line(3, `not free: discounted is ${this.#money(discounted)}; free from ${this.#money(from)}`);
      }
      if (delivery?.added !== undefined) this.#line(3, delayText(delivery));
      for (const { id, at, verdict, why } of surcharges) {
        if (verdict === 'applied') continue;
        this.#line(3, this.#paint.dim(`· surcharge ${id}: does not apply  ${this.#place(at)}`));
        if (why !== undefined) this.#line(5, reasonText(why));
      }
    } else if (this.#options.all) this.#entry(false, `${label}: not offered`, at, withheldText(option, this.#currency));
  }

  /** Less those that change nothing. */
  #steps(steps: readonly Step[]): string {
    const told = steps.filter(({ result }, index) => result !== steps[index - 1]?.result);
    return told.map(({ what, result }) => `${what} → ${this.#exactMoney(result)}`).join(', ');
  }

  #taxes({ omitted, lines }: NonNullable<Explanation['taxes']>): void {
    const notes = {
      automatic_tax: 'left out: Stripe Tax is at work',
      address: 'left out: a rate waits for the address',
    };
    this.#head('Tax', omitted === undefined ? '' : notes[omitted]);
    if (omitted !== undefined && !this.#options.all) return;
    for (const line of lines) this.#taxLine(line);
  }

  #taxLine({ line, sku, class: name, rates, exemptions }: LineTrace): void {
    const label = `${sku ?? line}${name === 'standard' ? '' : ` (class ${name})`}`;
    this.#rates(label, rates);
    if (!this.#options.all) return;
    for (const { id, at, verdict, why } of exemptions) {
      const { dim, green } = this.#paint;
      const text = verdict === 'not' ? 'does not apply' : 'not known whether it applies';
      const what = verdict === 'applied' ? `${green('✓')} exemption ${id}` : dim(`· exemption ${id}: ${text}`);
      this.#line(2, `${what}  ${dim(this.#place(at))}`);
      if (why !== undefined) this.#line(4, reasonText(why));
    }
  }

  #rates(label: string, rates: readonly RateTrace[]): void {
    const shown = rates.filter(
      ({ verdict, elsewhere }) => (this.#options.all && !elsewhere) || verdict === 'applied' || verdict === 'exempt',
    );
    const applied = rates.filter(({ verdict }) => verdict === 'applied');
    this.#line(1, `${label}${applied.length === 0 ? ': no tax' : sumText(applied)}`);
    for (const rate of [
      ...shown.filter((one) => applied.includes(one)),
      ...shown.filter((one) => !applied.includes(one)),
    ]) {
      const yes = rate.verdict === 'applied';
      const percent = rate.percent === null ? (yes ? 'as stored at Stripe' : '') : `${rate.percent} %`;
      const what = [percent, rateVerdict(rate)].filter((each) => each !== '').join(', ');
      const text = `${rate.name}${rate.name.toLowerCase() === rate.id ? '' : ` (${rate.id})`}: ${what}`;
      const { green, dim } = this.#paint;
      this.#line(2, `${yes ? green('✓') : dim('·')} ${yes ? text : dim(text)}  ${dim(this.#place(rate.at))}`);
      if (rate.verdict === 'beaten') this.#line(4, 'it is more specific, or written before this one');
      else if (rate.why !== undefined) this.#line(4, reasonText(rate.why));
    }
    if (this.#options.all) this.#elsewhere(rates.filter(({ elsewhere }) => elsewhere));
  }

  #elsewhere(rates: readonly RateTrace[]): void {
    const [first] = rates;
    if (first === undefined) return;
    const ids = rates.map(({ id, at }) => `${id} (line ${placeOf(at).line})`).join(', ');
    this.#line(2, this.#paint.dim(`· for other countries: ${ids}  ${join(this.#options.dir, placeOf(first.at).file)}`));
  }

  #approval({ decision, rule, at, reason, shadow, rules }: NonNullable<Explanation['approval']>): void {
    const { green, red, dim } = this.#paint;
    const by =
      rule === 'default' ? 'by default: no rule applied' : rule === 'no-items' ? 'always, without items' : `by ${rule}`;
    const place = at === null ? '' : `  ${dim(this.#place(at))}`;
    this.#head('Approval');
    this.#line(1, `${decision === 'approved' ? green('✓ approved') : red('✗ declined')}, ${by}${place}`);
    if (reason !== null) this.#line(3, `the customer is told: “${reason}”`);
    const held = rules.find((one) => one.id === rule)?.held;
    if (held !== undefined) this.#line(3, `its conditions hold: ${held}`);
    for (const one of rules) {
      if (one.shadow && shadow.includes(one.id)) {
        this.#entry(false, `${one.id}: would have decided, but is only a shadow rule`, one.at, '');
      } else if (one.verdict === 'applied' && one.byUnknown && one.why !== undefined) {
        this.#line(3, `${reasonText(one.why)}; the rule declines where that is unknown`);
      } else if (this.#options.all && one.id !== rule && one.verdict !== 'not_reached')
        this.#entry(false, `${one.id}: ${ruleText(one)}`, one.at, whyText(one.why));
    }
    const after = rules.filter(({ verdict }) => verdict === 'not_reached').map(({ id }) => id);
    if (this.#options.all && after.length > 0) this.#line(1, dim(`· not reached: ${after.join(', ')}`));
  }

  #fees({ amount, transfer, notes, fees }: NonNullable<Explanation['fees']>): void {
    const { bold, dim } = this.#paint;
    const more = transfer === undefined ? '' : `, ${this.#money(transfer)} transferred`;
    const why = notes.map((note) => noteTexts[note] ?? note).join(', ');
    this.#head('Application fee');
    this.#line(1, `${bold(amount === 0 ? 'none' : this.#money(amount))}${more}${why === '' ? '' : dim(`  ${why}`)}`);
    for (const fee of fees) this.#fee(fee);
  }

  #fee({ id, at, group, verdict, of, base, amount, steps, lines, why }: FeeTrace): void {
    const label = group === '' ? id : `${id} (${group})`;
    if (verdict === 'applied') {
      const whole = lines.length === this.#lineCount ? '' : ` (${lines.length} of ${this.#lineCount} lines)`;
      const basis = `of ${of} ${this.#money(base ?? 0)}${whole}`;
      const [only] = steps;
      const how = steps.length === 1 ? `${only!.what} ${basis}` : `${this.#steps(steps)}, ${basis}`;
      this.#entry(true, `${label}: ${this.#exactMoney(amount ?? '0')}`, at, how);
    } else if (this.#options.all) {
      const texts = {
        not: 'does not apply',
        unknown: lines.length === 0 ? 'not known whether it applies' : 'its base or an amount is not known',
        no_lines: 'no line is left for it',
      };
      this.#entry(false, `${label}: ${texts[verdict]}`, at, whyText(why));
    }
  }
}

const noteTexts: Record<string, string> = {
  cut_to_total: 'cut to the total of the order',
  transfer_cut: 'transfer cut to the total of the order',
  transfer_unknown: 'transfer left out: its base is not known',
  limit_min: 'raised to the limit',
  limit_max: 'lowered to the limit',
  fee_unknown: 'a fee was left out: its base is not known',
  declined: 'the order is declined',
};

function ruleText({ verdict }: RuleTrace): string {
  return verdict === 'unknown' ? 'not known whether it applies, so it is skipped' : 'does not apply';
}

/** `: 9.5 %` of several rates; nothing of one, or where one is not known. */
function sumText(applied: readonly RateTrace[]): string {
  if (applied.length < 2 || applied.some(({ percent }) => percent === null)) return '';
  const sum = applied.reduce((total, { percent }) => total.plus(percent!), exact(0));
  return `: ${exactText(sum)} %`;
}
