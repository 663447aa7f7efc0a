/**
 * What a rule directory says, as plain JSON data: the output of `parse`, the content of a bundle, the input of `compile`.
 *
 * Every `at` tells where a thing was written. It is left out of the revision, so nothing but a position may have that key.
 */

import type { ApprovalFile, FeesFile } from './model/finalize.ts';
import type { Settings } from './model/settings.ts';
import type { ShippingFile } from './model/shipping.ts';
import type { TaxesFile } from './model/taxes.ts';
import type { Table } from './table.ts';

export * from './model/condition.ts';
export * from './model/entry.ts';
export * from './model/finalize.ts';
export * from './model/settings.ts';
export * from './model/shipping.ts';
export * from './model/taxes.ts';
export * from './model/value.ts';
export type { Table } from './table.ts';

/** One folder: the base directory, or `accounts/acct_…`. Absent files are absent here. */
export interface Folder {
  /** `''` for the base, else `accounts/acct_…/`. */
  prefix: string;
  settings?: Settings;
  shipping?: ShippingFile;
  taxes?: TaxesFile;
  approval?: ApprovalFile;
  fees?: FeesFile;
  catalog?: Table;
  /** By path relative to the folder: `tables/x.csv`. */
  tables: Record<string, Table>;
  /** By name: the values of `lists/NAME.txt`, as written. */
  lists: Record<string, string[]>;
}

/** The whole directory as parsed. */
export interface RuleSource {
  base: Folder;
  accounts: Record<string, Folder>;
}
