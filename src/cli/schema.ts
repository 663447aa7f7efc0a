/** `ratebook schema`: JSON Schemas of the rule files, for editors. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleSchemas } from '../rules/json-schema.ts';
import type { Io } from './output.ts';

/** Writes a file for each schema into `out`, or prints all of them as one document. */
export async function schema(options: { out?: string }, io: Io): Promise<number> {
  const schemas = ruleSchemas();
  if (options.out === undefined) {
    io.out(JSON.stringify(schemas, null, 2));
    return 0;
  }
  await mkdir(options.out, { recursive: true });
  for (const [name, content] of Object.entries(schemas)) {
    const path = join(options.out, `${name}.schema.json`);
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
    io.out(path);
  }
  return 0;
}
