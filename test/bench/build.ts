/** Bundles the parts as `npm run build` bundles the service: what is measured is what is shipped. */
import { spawnSync } from 'node:child_process';
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
      'esbuild',
    ],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}

/** The program that `npm run build` makes of the project at `root`. */
export function buildService(root: string): string {
  const { status } = spawnSync('npm', ['run', '-s', 'build', '--', '--log-level=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm run build failed.');
  return `${root}dist/cli/main.js`;
}
