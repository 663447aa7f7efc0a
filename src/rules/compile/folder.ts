/** One folder, compiled: the base, or that of an account over it. */
import { minorUnits, smallestAmount } from '../../money.ts';
import { Catalog } from '../catalog.ts';
import type { At, Exact, Folder, Place, Settings, Weekday } from '../model.ts';
import { compilePlace, orderZones } from '../place.ts';
import type { Problems } from '../problem.ts';
import type { ApprovalRules, RuleSet } from '../ruleset.ts';
import type { Steps } from '../steps.ts';
import { BusinessDays, isTimeZone, timeZone } from '../time.ts';
import { largestZone, sizeOf, type ZoneSize } from '../zones.ts';
import { compileApproval } from './approval.ts';
import { checkCatalog } from './catalog.ts';
import { compileFees } from './fees.ts';
import { Scope } from './scope.ts';
import { compileShipping } from './shipping.ts';
import { checkOptionColumns } from './shipping-table.ts';
import { compileTaxes } from './taxes.ts';
import { warnUnknownClasses } from './woocommerce.ts';

/** What an account sees of the base, and the base of an account. */
interface Frame {
  currency: string;
  currencies: readonly string[];
  timeZone: string;
  holidays: readonly string[];
  businessDays: readonly Weekday[];
}

const everyWeekday: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** Compiles the files that stand in one folder, and puts together the rules that answer for it. */
export class FolderCompiler {
  readonly #folder: Folder;
  readonly #above: FolderCompiler | null;
  readonly #problems: Problems;
  /** Files have errors already. */
  readonly #failed: boolean;
  readonly #scope: Scope;
  readonly #frame: Frame;
  readonly #zoneSizes = new Map<string, ZoneSize>();
  #set: RuleSet | null = null;

  constructor(
    folder: Folder,
    above: FolderCompiler | null,
    columns: ReadonlySet<string> | null,
    problems: Problems,
    checked: boolean,
    failed: boolean,
  ) {
    this.#folder = folder;
    this.#above = above;
    this.#problems = problems;
    this.#failed = failed;
    this.#frame = this.#makeFrame(folder.settings);
    const { currency, currencies } = this.#frame;
    this.#scope = new Scope({ folder, above: above?.scope ?? null, problems, currency, currencies, columns, checked });
  }

  get scope(): Scope {
    return this.#scope;
  }

  *compile(account: string | null, revision: string): Steps<RuleSet> {
    const folder = this.#folder;
    const above = this.#above === null ? null : this.#above.#set;
    yield* this.#addZones(folder.settings?.zones ?? []);
    const scope = this.#scope;
    const frame = this.#frame;
    // A file of the base is compiled once, for the base; an account that inherits it reads it under its own currency,
    // time zone, holidays and catalog, which are looked up when a request is answered.
    const inheritsShipping = folder.shipping === undefined && this.#above !== null;
    const shippingFrame = inheritsShipping ? this.#above!.#frame : frame;
    const set: RuleSet = {
      folder: account,
      revision,
      currency: frame.currency,
      timeZone: timeZone(frame.timeZone),
      businessDays: new BusinessDays(shippingFrame.businessDays, frame.holidays),
      catalog: folder.catalog === undefined ? (above?.catalog ?? null) : yield* Catalog.of(folder.catalog),
      shipping:
        folder.shipping === undefined ? (above?.shipping ?? null) : yield* compileShipping(folder.shipping, scope),
      taxes: folder.taxes === undefined ? (above?.taxes ?? null) : yield* compileTaxes(folder.taxes, scope),
      approval: this.#approval(above?.approval ?? null),
      fees: folder.fees === undefined ? (above?.fees ?? null) : compileFees(folder.fees, scope),
    };
    yield;
    if (!scope.checked) yield* this.#checkFiles(set);
    this.#set = set;
    return set;
  }

  *#checkFiles(set: RuleSet): Steps<void> {
    const { shipping, taxes, catalog } = this.#folder;
    if (shipping !== undefined) yield* checkOptionColumns(shipping, this.#scope);
    if (taxes !== undefined && (this.#failed || this.#problems.hasErrors))
      yield* warnUnknownClasses(taxes, this.#scope);
    if (catalog !== undefined) yield* checkCatalog(catalog, set, this.#problems);
    this.#checkInherited();
  }

  /** What the base says of every account comes before the account's own rules. */
  #approval(above: ApprovalRules | null): ApprovalRules | null {
    const { approval } = this.#folder;
    if (approval === undefined) return above;
    const own = compileApproval(approval, this.#scope);
    return above === null ? own : { ...own, always: above.always };
  }

  #makeFrame(settings: Settings | undefined): Frame {
    const above = this.#above === null ? undefined : this.#above.#frame;
    const currency = settings?.currency?.code ?? above?.currency ?? 'usd';
    const inherited = settings?.currency === undefined ? above?.currencies : undefined;
    const currencies = settings?.currencies?.codes ?? inherited ?? [currency];
    if (settings !== undefined && !currencies.includes(currency)) {
      this.#problems.error(
        settings.currencies?.at ?? settings.at,
        'bad-value',
        `"currencies" does not hold ${currency.toUpperCase()}, the currency of plain amounts. Add ${currency} to it.`,
      );
    }
    return {
      currency,
      currencies,
      timeZone: this.#zoneName(settings) ?? above?.timeZone ?? 'UTC',
      holidays: settings?.holidays ?? above?.holidays ?? [],
      businessDays: settings?.business_days ?? above?.businessDays ?? everyWeekday,
    };
  }

  #zoneName(settings: Settings | undefined): string | undefined {
    const zone = settings?.time_zone;
    if (zone === undefined || isTimeZone(zone.name)) return zone?.name;
    this.#problems.error(
      zone.at,
      'bad-value',
      `"${zone.name}" is not a time zone. Expected a name such as America/New_York or Europe/Berlin.`,
    );
    return undefined;
  }

  *#addZones(zones: readonly { name: string; place: Place; at: At }[]): Steps<void> {
    const { order, cycles } = orderZones(zones);
    for (const cycle of cycles) {
      const names = [...cycle, cycle[0]!].map(({ name }) => name).join(' → ');
      this.#problems.error(cycle[0]!.at, 'zone-cycle', `A zone may not be made of itself: ${names}.`);
      for (const { name, at } of cycle) this.#addNowhere(name, at);
    }
    for (const { name, place, at } of order) {
      yield;
      const size = sizeOf(place, (other) => this.#zoneSize(other));
      if (size.places > largestZone.places || size.depth > largestZone.depth) {
        const most = `${largestZone.places} places, or lies more than ${largestZone.depth} zones deep`;
        this.#problems.error(at, 'too-large', `With the zones that it names, "${name}" holds more than ${most}.`);
        this.#addNowhere(name, at);
        continue;
      }
      this.#zoneSizes.set(name, size);
      this.#scope.checkPlace(place);
      this.#scope.addZone(name, place, compilePlace(place, this.#scope));
    }
    for (const { place } of cycles.flat()) this.#scope.checkPlace(place);
  }

  /** A zone that is wrong is there all the same, so that what names it is not called wrong as well. */
  #addNowhere(name: string, at: At): void {
    const nowhere: Place = { is: 'any', of: [], at };
    this.#scope.addZone(name, nowhere, compilePlace(nowhere, this.#scope));
  }

  #zoneSize(name: string): ZoneSize {
    const own = this.#zoneSizes.get(name);
    if (own !== undefined) return own;
    return this.#above === null ? { places: 1, depth: 1 } : this.#above.#zoneSize(name);
  }

  /** Plain amounts of the base read in the account's currency must be possible in it. */
  #checkInherited(): void {
    const above = this.#above;
    const { settings } = this.#folder;
    const { currency } = this.#frame;
    if (above === null || settings?.currency === undefined || currency === above.#frame.currency) return;
    const inherited = above.scope.plainAmounts.filter(({ at }) => this.#inherits(at));
    const bad: { value: Exact; at: At } | undefined = inherited.find(
      ({ value }) => minorUnits(value, currency) === null,
    );
    if (bad === undefined) return;
    this.#problems.error(
      settings.currency.at,
      'bad-amount',
      `With the currency ${currency.toUpperCase()} here, the amount ${bad.value} of ${bad.at} is finer than it allows ` +
        `(the smallest step is ${smallestAmount(currency)}). Write that amount as a map of currencies, or take the file over.`,
    );
  }

  #inherits(at: At): boolean {
    const file = at.slice(0, at.indexOf(':'));
    const part = file.replace(/\.yaml$/, '') as 'shipping' | 'taxes' | 'approval' | 'fees';
    return this.#folder[part] === undefined;
  }
}
