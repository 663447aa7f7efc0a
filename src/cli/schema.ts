/** `ratebook schema`: JSON Schemas of the rule files, for editors. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleSchemas, schemaFiles } from '../editor/schemas.ts';
import type { Io } from './output.ts';

/** Writes a file for each schema into `out`, or prints all of them as one document. */
export async function schema(options: { out?: string }, io: Io): Promise<number> {
  if (options.out === undefined) {
    io.out(JSON.stringify(ruleSchemas(), null, 2));
    return 0;
  }
  await mkdir(options.out, { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles())) {
    const path = join(options.out, name);
    await writeFile(path, text);
    io.out(path);
  }
  return 0;
}
