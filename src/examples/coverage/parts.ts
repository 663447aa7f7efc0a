/** What of the rules examples can cover: entries and their parts, conditions, rows of tables. */
import { type RuleFiles, startOf } from '../../rules/files.ts';
import { walkCondition } from '../../rules/lint/walk.ts';
import type { ApprovalFile, At, Condition, Entry, FeesFile, Folder, RuleSource, Table } from '../../rules/model.ts';
import { Problems } from '../../rules/problem.ts';
import { keyAt } from '../../rules/shape.ts';
import { readYaml } from '../../rules/yaml.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';

export type PartKind =
  | 'option'
  | 'surcharge'
  | 'tier'
  | 'class'
  | 'rate'
  | 'exemption'
  | 'rule'
  | 'default'
  | 'fee'
  | 'limit'
  | 'transfer';

/** Something that has a part in answers, or never does. */
export interface Part {
  kind: PartKind;
  /** Its id; of a tier its number, of a limit `min` or `max`. */
  id: string;
  /** The option of a surcharge or a tier, the fee of a tier. */
  of?: string;
  at: At;
}

/** A condition that decides something, and how it can come out: what examples are asked to show. */
export interface Asked {
  condition: Condition;
  outcomes: readonly Outcome[];
  /** The entry that it belongs to; `ships` for what ships. */
  of: string;
}

/** The parts of the files of one folder. */
export interface FolderParts {
  parts: Part[];
  conditions: Asked[];
  /** Those that its files name, its own and those of the base. */
  tables: ReadonlySet<Table>;
}

/** Where the default of an approval file and the transfer of a fees file are written: the model does not tell. */
export interface Keys {
  default: ReadonlyMap<ApprovalFile, At>;
  transfer: ReadonlyMap<FeesFile, At>;
}

/** The parts of the base and of every account folder but those that are `broken`. */
export function partsOf(
  { base, accounts }: RuleSource,
  broken: ReadonlySet<string>,
  files: RuleFiles,
): { folders: FolderParts[]; keys: Keys } {
  const own = Object.entries(accounts).filter(([account]) => !broken.has(account));
  const folders = [base, ...own.map(([, folder]) => folder)];
  const keys = { default: new Map<ApprovalFile, At>(), transfer: new Map<FeesFile, At>() };
  for (const { prefix, approval, fees } of folders) {
    if (approval !== undefined) keys.default.set(approval, placeOfKey(`${prefix}approval.yaml`, 'default', files));
    if (fees !== undefined) keys.transfer.set(fees, placeOfKey(`${prefix}fees.yaml`, 'transfer', files));
  }
  return { folders: folders.map((folder) => new PartsOfFolder(folder, base, keys)), keys };
}

function placeOfKey(path: string, key: string, files: RuleFiles): At {
  const bytes = files.get(path);
  const node = bytes === undefined ? undefined : readYaml(path, bytes, new Problems());
  return node === undefined ? startOf(path) : keyAt(node, key);
}

class PartsOfFolder implements FolderParts {
  readonly parts: Part[] = [];
  readonly conditions: Asked[] = [];
  readonly tables = new Set<Table>();
  readonly #folder: Folder;
  readonly #base: Folder;

  constructor(folder: Folder, base: Folder, keys: Keys) {
    this.#folder = folder;
    this.#base = base;
    this.#shipping();
    this.#taxes();
    this.#approval(keys);
    this.#fees(keys);
  }

  #add(kind: PartKind, entry: Pick<Entry, 'id' | 'at' | 'when'> & { items?: Condition }, of?: string): void {
    const { id, at, when, items } = entry;
    this.parts.push({ kind, id, at, ...(of !== undefined && { of }) });
    this.#ask(id, when);
    this.#ask(id, items);
  }

  #tiers(of: string, tiers: readonly { at: At }[] = []): void {
    for (const [index, { at }] of tiers.entries()) this.parts.push({ kind: 'tier', id: String(index + 1), of, at });
  }

  #table(ref: { path: string } | undefined): void {
    if (ref === undefined) return;
    const table = this.#folder.tables[ref.path] ?? this.#base.tables[ref.path];
    if (table !== undefined) this.tables.add(table);
  }

  #shipping(): void {
    const { shipping } = this.#folder;
    if (shipping === undefined) return;
    for (const option of shipping.options) {
      this.#add('option', option);
      this.#tiers(option.id, option.price?.tiers?.tiers);
      this.#table(option.price?.table);
      for (const surcharge of option.surcharges) this.#add('surcharge', surcharge, option.id);
    }
    this.#ask('ships', shipping.ships?.items);
  }

  #taxes(): void {
    const { taxes } = this.#folder;
    if (taxes === undefined) return;
    for (const { class: id, items, at } of taxes.classes) this.#add('class', { id, items, at });
    for (const rate of taxes.rates) this.#add('rate', rate);
    for (const exemption of taxes.exempt) this.#add('exemption', exemption);
    for (const ref of taxes.tables) this.#table(ref);
  }

  #approval(keys: Keys): void {
    const { approval } = this.#folder;
    if (approval === undefined) return;
    const always = this.#folder === this.#base ? [] : (this.#base.approval?.always ?? []);
    const rules = [...approval.always, ...approval.rules];
    for (const rule of rules) this.#add('rule', rule);
    // Where a rule takes every order, nothing is left for the default.
    const isLast = [...always, ...rules].some(
      ({ shadow, when, from, through }) => !shadow && when === undefined && from === undefined && through === undefined,
    );
    if (!isLast) this.parts.push({ kind: 'default', id: 'default', at: keys.default.get(approval)! });
  }

  #fees(keys: Keys): void {
    const { fees } = this.#folder;
    if (fees === undefined) return;
    for (const fee of fees.fees) {
      this.#add('fee', fee);
      this.#tiers(fee.id, fee.tiers);
    }
    const { min, max } = fees.limit ?? {};
    if (min !== undefined) this.parts.push({ kind: 'limit', id: 'min', at: min.at });
    if (max !== undefined) this.parts.push({ kind: 'limit', id: 'max', at: max.at });
    if (fees.transfer !== undefined) {
      this.parts.push({ kind: 'transfer', id: 'transfer', at: keys.transfer.get(fees)! });
    }
  }

  #ask(of: string, outer: Condition | undefined): void {
    const inAccount = this.#folder !== this.#base;
    for (const condition of deciding(outer)) {
      const outcomes = outcomesOf(condition, inAccount);
      if (outcomes.length > 0) this.conditions.push({ condition, outcomes, of });
    }
  }
}

/**
 * The conditions that examples are asked about: those that ask for a fact, each once. What `items: { any | every | no }`
 * comes to says the same of a single condition inside, so that one is not asked about; of several inside each is.
 */
function deciding(outer: Condition | undefined): Set<Condition> {
  const found = new Set<Condition>();
  const visit = (condition: Condition): void => {
    switch (condition.is) {
      case 'all':
      case 'any':
        for (const part of condition.of) visit(part);
        return;
      case 'not':
        visit(condition.of);
        return;
      case 'lines':
        found.add(condition);
        if (leavesOf(condition.line) > 1) visit(condition.line);
        return;
      case 'sum':
        found.add(condition);
        visit(condition.line);
        return;
      default:
        found.add(condition);
    }
  };
  if (outer !== undefined) visit(outer);
  return found;
}

function leavesOf(outer: Condition): number {
  let leaves = 0;
  walkCondition(outer, ({ is }) => {
    if (is !== 'all' && is !== 'any' && is !== 'not') leaves += 1;
  });
  return leaves;
}
