/** What `replay` and `diff` print. */
import { countKeys, isMoved, moneyKeys, type Sums } from '../replay/money.ts';
import type { Tally } from '../replay/tally.ts';
import { columns, count, type Io, paint } from './output.ts';
import { placeOf } from './place.ts';
import { amountText, causeText, changeText, type Dirs } from './replay-words.ts';

export interface Head {
  dirs: Dirs;
  /** The log, tests or requests, as they were named. */
  source: string;
  interrupted: boolean;
  /** So many changes, and rows of sums, are listed. */
  limit: number;
}

/** Counts, changes by what causes them, the first of them one by one, and the sums. */
export function printReport(tally: Tally, head: Head, io: Io): void {
  const { dim, yellow } = paint(io);
  const { dirs, source, interrupted, limit } = head;
  const { decisions, changes } = tally;
  const by = dirs.before === null ? dirs.after : `${dirs.before} and ${dirs.after}`;
  if (interrupted) io.out(yellow('Interrupted: this is what was done so far.'));
  io.out(`${count(decisions, 'decision')} of ${source}, decided by ${by}: ${verdictOf(tally, io)}`);
  if (changes > 0) {
    const hooks = (['customize', 'finalize', 'price'] as const).filter((hook) => tally.read[hook] > 0);
    io.out(dim(hooks.map((hook) => `${hook} ${tally.changed[hook]} of ${tally.read[hook]}`).join(', ')));
  }
  printUnread(tally, io);
  if (changes > 0) {
    printGroups(tally, head, io);
    printFirst(tally, head, io);
  }
  printMoney(tally, limit, io);
}

/** What is not known to change is only said to be so. */
function verdictOf({ decisions, changes, notReplayable }: Tally, io: Io): string {
  const { bold, green, red, yellow } = paint(io);
  if (changes > 0) return red(bold(`${count(changes, 'answer')} ${changes === 1 ? 'changes' : 'change'}`));
  if (decisions === 0) return yellow('nothing was compared');
  return notReplayable > 0 ? yellow('no answer is known to change') : green('nothing changes');
}

function printUnread(tally: Tally, io: Io): void {
  const { yellow, dim } = paint(io);
  if (tally.notReplayable > 0) {
    const is = tally.notReplayable === 1 ? 'is' : 'are';
    io.out(
      yellow(`${count(tally.notReplayable, 'decision')} ${is} not replayable: what the log does not tell decides`),
    );
    const names = [...tally.openConditions].sort(([, a], [, b]) => b - a);
    for (const [name, decisions] of names.slice(0, 10)) io.out(dim(`  ${openText(name)} (${decisions})`));
  }
  if (tally.faultCount === 0) return;
  io.out(yellow(`${tally.faultCount} could not be read`));
  for (const { where, message } of tally.faults) io.out(`  ${where}: ${message}`);
  if (tally.faultCount > tally.faults.length) io.out(dim(`  and ${tally.faultCount - tally.faults.length} more`));
}

/** A list is named with a digest of its lines, which only says that they are not those of the log. */
function openText(name: string): string {
  return name.includes(': @')
    ? `${name.slice(0, name.lastIndexOf(' '))}, which was not asked then, or had other lines`
    : name;
}

function printGroups({ groups }: Tally, { dirs, limit }: Head, io: Io): void {
  const { bold, dim } = paint(io);
  const shown = groups.slice(0, Math.max(limit, 20));
  const width = Math.max(...shown.map(({ decisions }) => String(decisions).length));
  io.out('');
  io.out(bold('Changes'));
  for (const group of shown) {
    const { change, currency, decisions, count } = group;
    const lines = change.part === 'tax' && change.what === '' && count > decisions ? `, on ${count} lines` : '';
    io.out(`  ${String(decisions).padStart(width)} × ${changeText(change, currency, group)}${lines}`);
    for (const cause of change.causes) io.out(dim(`  ${' '.repeat(width)}     ${causeText(cause, dirs, false)}`));
  }
  if (groups.length > shown.length) io.out(dim(`  and ${count(groups.length - shown.length, 'more kind')} of change`));
}

function printFirst({ first, changes }: Tally, { dirs }: Head, io: Io): void {
  if (first.length === 0) return;
  const { bold, dim } = paint(io);
  io.out('');
  io.out(bold(first.length < changes ? `The first ${first.length} of ${changes}` : 'One by one'));
  for (const { asked, changes } of first) {
    const { where, name, request, moment } = asked;
    const currency = request.hook === 'price' ? null : request.currency;
    const country = request.hook === 'price' ? null : (request.shipTo?.country ?? 'no address');
    const time = new Date(moment * 1000).toISOString().replace('.000', '');
    const facts = [request.hook, request.account, country, time, name].filter((fact) => fact !== null);
    io.out(`  ${where}  ${dim(facts.join('  '))}`);
    // Lines that change alike are told once.
    const texts = new Map<string, { text: string; causes: string[]; lines: number }>();
    for (const change of changes) {
      const causes = change.causes.map((cause) => dim(`      ${causeText(cause, dirs, true)}`));
      const text = `    ${changeText(change, currency)}`;
      const key = [text, ...causes].join('\n');
      texts.set(key, { text, causes, lines: (texts.get(key)?.lines ?? 0) + 1 });
    }
    for (const { text, causes, lines } of texts.values()) {
      io.out(lines === 1 ? text : `${text}, on ${lines} lines`);
      for (const cause of causes) io.out(cause);
    }
  }
}

const labels = { shipping: 'shipping', tax: 'tax', fees: 'fees', declined: 'declined' } as const;

function printMoney({ money }: Tally, limit: number, io: Io): void {
  const { bold, dim } = paint(io);
  const { all, totals } = money;
  const moved = all.filter(isMoved);
  const shown = moved.slice(0, limit);
  const rows = [...shown.flatMap((sums) => moneyRows(sums, true)), ...totals.flatMap((sums) => moneyRows(sums, false))];
  if (rows.length === 0) return;
  const head = ['account', 'country', '', 'before', 'after', 'difference'];
  const cells = alignRight([head, ...rows]);
  io.out('');
  io.out(bold('Money'));
  for (const line of columns(cells, (cell, _, row) => (row === 0 ? dim(cell) : cell))) io.out(`  ${line}`);
  if (moved.length > shown.length)
    io.out(dim(`  ${moved.length - shown.length} more accounts and countries move; --json lists all`));
  io.out(
    dim(
      '  Shipping and tax count each answer while a cart is filled: they compare rules, and are not what was earned.',
    ),
  );
}

/** A row a measure; of an account only those that move, of a currency as a whole all. */
function moneyRows(sums: Sums, onlyMoved: boolean): string[][] {
  const { account, country, currency, before, after } = sums;
  const who = onlyMoved ? [account ?? 'no account', country ?? 'no address'] : ['all', ''];
  const rows: string[][] = [];
  const row = (label: string, left: string, right: string, difference: string): void => {
    rows.push([...(rows.length === 0 ? who : ['', '']), label, left, right, difference]);
  };
  for (const key of moneyKeys) {
    const [left, right] = [before[key], after[key]];
    if (left === right && (onlyMoved || left === 0n)) continue;
    const difference = left === right ? '' : `${right > left ? '+' : ''}${amountText(right - left, currency)}`;
    row(
      `${labels[key]} ${currency.toUpperCase()}`,
      amountText(left, currency),
      amountText(right, currency),
      difference,
    );
  }
  for (const [key, label] of [
    ['declines', 'declines'],
    ['refused', 'refused hooks'],
  ] as const) {
    const [left, right] = [before[key], after[key]];
    if (left === right && (onlyMoved || left === 0n)) continue;
    row(label, String(left), String(right), left === right ? '' : `${right > left ? '+' : ''}${right - left}`);
  }
  return rows;
}

function alignRight(rows: readonly (readonly string[])[]): string[][] {
  const numbers = [3, 4, 5];
  const widths = numbers.map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column < 3 ? cell : cell.padStart(widths[column - 3]!))));
}

/** The same as one document. Amounts are whole minor units. */
export function reportJson(tally: Tally, { dirs, source, interrupted }: Head): object {
  const at = (dir: string | null, place: string | null) => {
    if (place === null || dir === null) return null;
    const { file, line, col } = placeOf(place);
    return { file: `${dir}/${file}`.replace('//', '/'), line, col };
  };
  const changeOf = ({ part, what, kind, before, after, amounts, causes }: Tally['groups'][number]['change']) => ({
    part,
    what,
    kind,
    before: kind === 'value' ? before : amounts.before,
    after: kind === 'value' ? after : amounts.after,
    causes: causes.map(({ entry, before, after, why }) => {
      const reason =
        why === undefined ? undefined : { fact: why.fact, truth: why.truth, seen: why.seen, wanted: why.wanted };
      return { entry, before: at(dirs.before, before), after: at(dirs.after, after), ...(reason && { why: reason }) };
    }),
  });
  return {
    ok: tally.changes === 0 && tally.decisions > 0,
    interrupted,
    source,
    before: dirs.before,
    after: dirs.after,
    decisions: tally.decisions,
    changed: tally.changes,
    not_replayable: tally.notReplayable,
    by_hook: Object.fromEntries(
      (['customize', 'finalize', 'price'] as const).map((hook) => [
        hook,
        { decisions: tally.read[hook], changed: tally.changed[hook] },
      ]),
    ),
    not_told: [...tally.openConditions].map(([condition, decisions]) => ({ condition, decisions })),
    not_read: { count: tally.faultCount, first: tally.faults },
    changes: tally.groups.map((group) => ({
      decisions: group.decisions,
      count: group.count,
      hook: group.hook,
      currency: group.currency,
      ...changeOf(group.change),
      ...(group.change.kind !== 'value' && {
        ...(!group.isUniform && { before: null, after: null }),
        sum_before: whole(group.sums.before),
        sum_after: whole(group.sums.after),
      }),
    })),
    first: tally.first.map(({ asked, changes }) => ({
      where: asked.where,
      name: asked.name,
      moment: asked.moment,
      hook: asked.request.hook,
      account: asked.request.account,
      country: asked.request.hook === 'price' ? null : (asked.request.shipTo?.country ?? null),
      currency: asked.request.hook === 'price' ? null : asked.request.currency,
      changes: changes.map(changeOf),
    })),
    money: tally.money.all.map((sums) => sumsJson(sums)),
    totals: tally.money.totals.map(({ account: _, country: __, ...sums }) => sumsJson(sums)),
  };
}

function sumsJson<S extends Pick<Sums, 'before' | 'after'>>({ before, after, ...rest }: S): object {
  const side = (sums: Sums['before']) =>
    Object.fromEntries([...moneyKeys, ...countKeys].map((key) => [key, whole(sums[key])]));
  return { ...rest, before: side(before), after: side(after) };
}

/** A number where JSON carries it exactly, else its digits. */
function whole(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}
