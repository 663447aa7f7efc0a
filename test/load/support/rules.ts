/** Rule directories whose every part tells which version it is of, so that a mixture shows in the answer. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Texts = Record<string, string>;

/** Version `n` of a small shop: its shipping costs n cents, its tax rate and its decline reason are called n. */
export function versionOf(n: number): Texts {
  return {
    'settings.yaml': 'currency: usd\n',
    'shipping.yaml': `options:\n  - { id: standard, name: Version ${n}, price: ${amount(n)} }\n`,
    'taxes.yaml': `rates:\n  - { id: us, name: Version ${n}, percent: 5, where: { country: US } }\n`,
    'approval.yaml': `rules: []\ndefault: { decline: "Version ${n}." }\n`,
  };
}

/** What no loader takes: each of these names one file that is wrong. */
export function brokenOf(n: number): Texts {
  const wrong: Texts[] = [
    { 'shipping.yaml': `options:\n  - { id: standard, name: Version ${n}, price: free }\n` },
    { 'taxes.yaml': 'rates:\n  - { id: us, name: Broken, percent: 500 }\n' },
    { 'settings.yaml': 'currency: [\n' },
    { 'approval.yaml': 'rules: []\ndefualt: approve\n' },
  ];
  return { ...versionOf(n), ...wrong[n % wrong.length] };
}

function amount(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** The versions that an answer to a customize hook speaks of. */
export function versionsIn(text: string): number[] {
  const answer = JSON.parse(text) as {
    shipping_options?: { shipping_rate_data: { display_name: string; fixed_amount: { amount: number } } }[];
    line_items?: { tax_rates: { rate_data: { display_name: string } }[] }[];
  };
  const found = new Set<number>();
  for (const { shipping_rate_data: rate } of answer.shipping_options ?? []) {
    found.add(Number(rate.display_name.replace('Version ', '')));
    found.add(rate.fixed_amount.amount);
  }
  for (const { tax_rates: rates } of answer.line_items ?? []) {
    for (const { rate_data: rate } of rates) found.add(Number(rate.display_name.replace('Version ', '')));
  }
  return [...found];
}

/** A new directory under the system's own for such. */
export async function temporary(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'ratebook-load-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Writes in place, one file after the other. */
export async function edit(dir: string, texts: Texts): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}

/** Writes each file beside its place and moves it there. */
export async function editByRename(dir: string, texts: Texts): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await writeFile(join(dir, `.${path}.new`), text);
    await rename(join(dir, `.${path}.new`), join(dir, path));
  }
}

/** Writes a directory of its own and points the link to it. */
export async function swap(link: string, texts: Texts, version: number): Promise<void> {
  const target = `${link}.${version}`;
  await edit(target, texts);
  await symlink(target, `${link}.new`);
  await rename(`${link}.new`, link);
}
