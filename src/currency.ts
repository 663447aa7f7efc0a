/** Currencies and their minor units, as Stripe takes them (https://docs.stripe.com/currencies#zero-decimal). */

// ISO 4217, the active codes: a request in another one is refused, a rule that names another one is an error.
const codes = new Set(
  (
    'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf ' +
    'clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg ' +
    'huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga ' +
    'mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd ' +
    'rub rwf sar sbd scr sdg sek sgd shp sle sll sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ' +
    'ugx usd uyu uzs ves vnd vuv wst xaf xcd xcg xof xpf yer zar zmw zwg'
  ).split(' '),
);
const none = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const three = new Set('bhd jod kwd omr tnd'.split(' '));
const wholeOnly = new Set(['isk', 'ugx']);

/** Every known code, lower-case. */
export const currencyCodes: ReadonlySet<string> = codes;

/** Whether `code` (lower-case) is an active ISO 4217 currency. */
export function isCurrency(code: string): boolean {
  return codes.has(code);
}

/** Decimal digits between major and minor units: 0, 2 or 3. */
export function exponentOf(currency: string): 0 | 2 | 3 {
  return none.has(currency) ? 0 : three.has(currency) ? 3 : 2;
}

/** The smallest amount that Stripe takes, in minor units: 1; 100 for ISK and UGX; 10 for three-decimal currencies. */
export function stepOf(currency: string): 1 | 10 | 100 {
  return wholeOnly.has(currency) ? 100 : three.has(currency) ? 10 : 1;
}
