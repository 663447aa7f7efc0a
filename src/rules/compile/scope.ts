/** What a rule file can see: the zones, lists and tables of its own folder, then of the folder above, never below. */
import { exponentOf } from '../../currency.ts';
import { minorUnits, smallestAmount } from '../../money.ts';
import type { At, Exact, Folder, Place, Table } from '../model.ts';
import { checkPlace, type PlaceTest } from '../place.ts';
import { unknownList } from '../place-check.ts';
import type { Problems } from '../problem.ts';

export class Scope {
  readonly problems: Problems;
  /** Of plain amounts. */
  readonly currency: string;
  /** Every currency that is sold in. */
  readonly currencies: readonly string[];
  /** Columns of the catalogs that may answer; `null` where there is no catalog at all. */
  readonly columns: ReadonlySet<string> | null;
  /** All of this was checked before: what takes long is not checked again. */
  readonly checked: boolean;
  readonly #folder: Folder;
  readonly #above: Scope | null;
  readonly #zones = new Map<string, { place: Place; test: PlaceTest | undefined }>();
  /** Plain amounts of the file being compiled: an account with another currency reads them anew. */
  readonly #plain: { value: Exact; at: At }[] = [];
  /** One of each value in each file is enough: a table has the same in every row. */
  readonly #plainKeys = new Set<string>();
  /** By value, whether it is fine enough for the settings' currency. */
  readonly #fits = new Map<Exact, boolean>();

  constructor(options: {
    folder: Folder;
    above: Scope | null;
    problems: Problems;
    currency: string;
    currencies: readonly string[];
    columns: ReadonlySet<string> | null;
    checked?: boolean;
  }) {
    this.problems = options.problems;
    this.currency = options.currency;
    this.currencies = options.currencies;
    this.columns = options.columns;
    this.checked = options.checked ?? false;
    this.#folder = options.folder;
    this.#above = options.above;
  }

  addZone(name: string, place: Place, test: PlaceTest): void {
    this.#zones.set(name, { place, test });
  }

  /** For checks, which read places as they are written. */
  noteZone(name: string, place: Place): void {
    this.#zones.set(name, { place, test: undefined });
  }

  // Bound, since matchers keep them as functions.
  readonly zone = (name: string): PlaceTest | undefined => {
    return this.#zones.get(name)?.test ?? this.#above?.zone(name);
  };

  /** What was written for a zone. */
  zonePlace(name: string): Place | undefined {
    return this.#zones.get(name)?.place ?? this.#above?.zonePlace(name);
  }

  /** The scope of the settings that hold a zone, which never looks below. */
  readonly zoneScope = (name: string): Scope | undefined => {
    return this.#zones.has(name) ? this : this.#above?.zoneScope(name);
  };

  readonly list = (name: string): string[] | undefined => {
    return Object.hasOwn(this.#folder.lists, name) ? this.#folder.lists[name] : this.#above?.list(name);
  };

  table(path: string): Table | undefined {
    return Object.hasOwn(this.#folder.tables, path) ? this.#folder.tables[path] : this.#above?.table(path);
  }

  zoneNames(): string[] {
    return [...this.#zones.keys(), ...(this.#above?.zoneNames() ?? [])];
  }

  listNames(): string[] {
    return [...Object.keys(this.#folder.lists), ...(this.#above?.listNames() ?? [])];
  }

  tablePaths(): string[] {
    return [...Object.keys(this.#folder.tables), ...(this.#above?.tablePaths() ?? [])];
  }

  /** Reports a plain amount that is too fine for the settings' currency, and keeps it for accounts with another one. */
  notePlain(value: Exact, at: At): void {
    const key = `${value} ${at.slice(0, at.indexOf(':'))}`;
    if (!this.#plainKeys.has(key)) {
      this.#plainKeys.add(key);
      this.#plain.push({ value, at });
    }
    let fits = this.#fits.get(value);
    if (fits === undefined) {
      fits = minorUnits(value, this.currency) !== null;
      this.#fits.set(value, fits);
    }
    if (!fits) {
      this.problems.error(
        at,
        'bad-amount',
        `${value} is finer than ${this.currency.toUpperCase()} allows: the smallest step is ${smallestAmount(this.currency)}` +
          `${exponentOf(this.currency) === 0 ? ', so write a whole amount' : ''}.`,
      );
    }
  }

  /** The plain amounts noted so far. */
  get plainAmounts(): readonly { value: Exact; at: At }[] {
    return this.#plain;
  }

  /** Reports what is wrong in a place. */
  checkPlace(place: Place): void {
    if (!this.checked) checkPlace(place, this, this.problems);
  }

  /** Reports a `@name` whose list is not there; false then. */
  checkList(name: string, at: At): boolean {
    if (this.list(name) !== undefined) return true;
    this.problems.error(at, 'unknown-list', unknownList(name, this.listNames()));
    return false;
  }
}
