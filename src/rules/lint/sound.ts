/** The part of a directory that has no errors: what is said of it is no guess. */
import { readBy } from '../left-out.ts';
import type { At, Folder, RuleSource, Settings, Table } from '../model.ts';
import type { Problem, Problems } from '../problem.ts';
import { isTimeZone } from '../time.ts';
import { orderZones } from '../zones.ts';

/** Names of which it is not known what they stand for. */
interface Broken {
  zones: Set<string>;
  lists: Set<string>;
}

interface Spot {
  line: number;
  col: number;
}

export class Sound {
  /** Without the entries, zones and rows that an error stands in or that name something that is wrong. */
  readonly source: RuleSource;
  readonly #errors: readonly Problem[];
  /** By file, where its errors stand. */
  readonly #spots = new Map<string, Spot[]>();
  /** By file, where the entries begin that were not understood. */
  readonly #leftOut = new Map<string, Spot[]>();

  /** `problems`: what was found when `source` was read and compiled. */
  constructor(source: RuleSource, problems: Problems) {
    this.#errors = problems.all.filter(({ severity }) => severity === 'error');
    for (const { at, rest } of this.#errors) {
      note(this.#spots, at);
      // Those that are counted and not listed may stand in any line.
      if (rest !== undefined) this.#spots.get(fileOf(at))!.push({ line: Number.NaN, col: 0 });
    }
    for (const at of readBy(problems).starts) note(this.#leftOut, at);
    if (this.#errors.length === 0) {
      this.source = source;
      return;
    }
    const broken = this.#brokenIn(source.base, { zones: new Set(), lists: new Set() });
    const accounts = Object.entries(source.accounts).map(([id, folder]): [string, Folder] => {
      return [id, this.#folder(folder, this.#brokenIn(folder, broken))];
    });
    this.source = { base: this.#folder(source.base, broken), accounts: Object.fromEntries(accounts) };
  }

  /** Whether the file, `shipping.yaml` or `tables`, of a folder has no errors. */
  isWhole({ prefix }: Pick<Folder, 'prefix'>, name: string): boolean {
    const path = `${prefix}${name}`;
    for (const file of this.#spots.keys()) if (file === path || file.startsWith(`${path}/`)) return false;
    return true;
  }

  /** The files that have errors. */
  get faultyFiles(): string[] {
    return [...this.#spots.keys()];
  }

  /** Whether an error speaks of a zone, or of a list by its `@name`: as of the one that was probably meant. */
  speaksOf(name: string): boolean {
    const quoted = `"${name.replace(/^@/, '')}"`;
    return this.#errors.some(({ message }) => message.includes(quoted));
  }

  #brokenIn({ prefix, settings, lists }: Folder, above: Broken): Broken {
    const broken = { zones: new Set(above.zones), lists: new Set(above.lists) };
    for (const name of Object.keys(lists)) {
      if (!this.isWhole({ prefix }, `lists/${name}.txt`)) broken.lists.add(name);
    }
    const zones = settings?.zones ?? [];
    const faulty = this.#faulty(`${prefix}settings.yaml`, zones);
    for (const { name } of [...zones.filter(({ at }) => faulty.has(at)), ...orderZones(zones).cycles.flat()]) {
      broken.zones.add(name);
    }
    for (let before = -1; before < broken.zones.size; ) {
      before = broken.zones.size;
      for (const { name, place } of zones) if (mentions(place, broken)) broken.zones.add(name);
    }
    return broken;
  }

  #folder(folder: Folder, broken: Broken): Folder {
    const { prefix, shipping, taxes, approval, fees } = folder;
    const sound = { ...folder };
    if (folder.settings !== undefined) sound.settings = withoutZones(folder.settings, broken);
    if (shipping !== undefined) {
      const { left, isRest } = this.#entries(`${prefix}shipping.yaml`, shipping.options, broken);
      // Which options are sent first, and whether they wait for an address, is known only where nothing else is wrong.
      const isOrdered = isRest && this.#errors.every(({ at }) => !fileOf(at).endsWith('taxes.yaml'));
      sound.shipping = { ...shipping, options: left(shipping.options), sort: isOrdered ? shipping.sort : 'cheapest' };
    }
    if (taxes !== undefined) {
      const { classes, rates, exempt } = taxes;
      const { left } = this.#entries(`${prefix}taxes.yaml`, [...classes, ...rates, ...exempt], broken);
      sound.taxes = { ...taxes, classes: left(classes), rates: left(rates), exempt: left(exempt) };
    }
    if (approval !== undefined) {
      const { always, rules } = approval;
      const { left } = this.#entries(`${prefix}approval.yaml`, [...always, ...rules], broken);
      sound.approval = { ...approval, always: left(always), rules: left(rules) };
    }
    if (fees !== undefined) {
      const { left } = this.#entries(`${prefix}fees.yaml`, fees.fees, broken);
      sound.fees = { ...fees, fees: left(fees.fees) };
    }
    const tables = Object.entries(folder.tables).map(([path, table]): [string, Table] => {
      return [path, this.#table(table, broken)];
    });
    sound.tables = Object.fromEntries(tables);
    return sound;
  }

  #entries(file: string, entries: readonly { at: At }[], broken: Broken) {
    const faulty = this.#faulty(file, entries);
    const left = <T extends { at: At }>(some: readonly T[]): T[] =>
      some.filter((one) => !faulty.has(one.at) && !mentions(one, broken));
    const first = entries
      .map(({ at }) => spotOf(at))
      .reduce((a, b) => (isBefore(b, a) ? b : a), { line: Infinity, col: 0 });
    return { left, isRest: (this.#spots.get(file) ?? []).every((spot) => !isBefore(spot, first)) };
  }

  /** Where those begin that an error stands in: between their own beginning and the next one. */
  #faulty(file: string, entries: readonly { at: At }[]): Set<At> {
    const starts: { at?: At; spot: Spot }[] = entries.map(({ at }) => ({ at, spot: spotOf(at) }));
    for (const spot of this.#leftOut.get(file) ?? []) starts.push({ spot });
    starts.sort((a, b) => (isBefore(a.spot, b.spot) ? -1 : 1));
    const faulty = new Set<At>();
    for (const spot of this.#spots.get(file) ?? []) {
      if (Number.isNaN(spot.line)) return new Set(entries.map(({ at }) => at));
      const start = starts.findLast((one) => !isBefore(spot, one.spot));
      if (start?.at !== undefined) faulty.add(start.at);
    }
    return faulty;
  }

  #table(table: Table, { lists }: Broken): Table {
    const spots = this.#spots.get(table.path) ?? [];
    if (spots.length === 0 && lists.size === 0) return table;
    const first = table.size === 0 ? Infinity : table.line(0);
    if (spots.some(({ line }) => !(line >= first))) return table.only([]);
    const rows = table.rows();
    const faulty = new Set(spots.map(({ line }) => rows.findLastIndex((_, row) => table.line(row) <= line)));
    const isSound = (row: readonly string[], index: number): boolean =>
      !faulty.has(index) && !row.some((cell) => cell.split(';').some((text) => isListOf(text.trim(), lists)));
    return table.only(rows.flatMap((row, index) => (isSound(row, index) ? [index] : [])));
  }
}

function withoutZones(settings: Settings, { zones }: Broken): Settings {
  const { time_zone, ...rest } = settings;
  return {
    ...rest,
    ...(time_zone !== undefined && isTimeZone(time_zone.name) && { time_zone }),
    ...(settings.zones && { zones: settings.zones.filter(({ name }) => !zones.has(name)) }),
  };
}

/** Whether what was written names something that is wrong. */
function mentions(written: unknown, broken: Broken): boolean {
  if (typeof written === 'string') return isListOf(written, broken.lists);
  if (typeof written !== 'object' || written === null) return false;
  if ('is' in written && written.is === 'zone' && 'zone' in written && broken.zones.has(written.zone as string)) {
    return true;
  }
  return Object.values(written).some((inner) => mentions(inner, broken));
}

function isListOf(text: string, lists: ReadonlySet<string>): boolean {
  return text.startsWith('@') && lists.has(text.slice(1));
}

function note(spots: Map<string, Spot[]>, at: At): void {
  const file = fileOf(at);
  const known = spots.get(file);
  if (known === undefined) spots.set(file, [spotOf(at)]);
  else known.push(spotOf(at));
}

function fileOf(at: At): string {
  return at.replace(/:\d+:\d+$/, '');
}

function spotOf(at: At): Spot {
  const [col, line] = at.split(':').reverse();
  return { line: Number(line), col: Number(col) };
}

function isBefore(a: Spot, b: Spot): boolean {
  return a.line < b.line || (a.line === b.line && a.col < b.col);
}
