/** Checks of catalog.csv: what a condition or the price hook could misread. */

import type { Table } from '../model.ts';
import type { Problems } from '../problem.ts';
import { didYouMean } from '../problem.ts';

/** Reports a catalog without SKUs, a SKU twice, and cells that cannot be what their column says. */
export function checkCatalog(catalog: Table, problems: Problems): void {
  const sku = catalog.columns.indexOf('id');
  if (sku === -1) {
    problems.error(
      `${catalog.path}:1:1`,
      'missing-key',
      `The catalog has no column "id", which holds the SKU.${didYouMean('id', catalog.columns)}`,
    );
    return;
  }
  const seen = new Map<string, number>();
  for (const [index, row] of catalog.rows.entries()) {
    const line = catalog.lines[index]!;
    const id = (row[sku] ?? '').trim();
    const at = `${catalog.path}:${line}:1`;
    const before = seen.get(id);
    if (id === '') problems.error(at, 'missing-key', 'This row has no SKU in its column "id".');
    else if (before !== undefined) problems.error(at, 'duplicate-id', `The SKU "${id}" stands on line ${before} too.`);
    else seen.set(id, line);
  }
}
