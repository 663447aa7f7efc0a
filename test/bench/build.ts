/** Bundles the parts as `npm run build` bundles the service: what is measured is what is shipped. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const folder = fileURLToPath(new URL('.', import.meta.url));

/** The parts, bundled into `dist` here; the engines stay with their own package. */
export async function bundle(parts: readonly string[]): Promise<void> {
  await build({
    entryPoints: parts.map((part) => `${folder}parts/${part}.ts`),
    outdir: `${folder}dist`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
    external: [
      '@marcbachmann/cel-js',
      '@bufbuild/cel',
      '@gorules/zen-engine',
      'json-logic-engine',
      'json-rules-engine',
    ],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}
