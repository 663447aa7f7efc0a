/** The entry of the Worker: the rules of its bundle, compiled when it starts, so that a broken bundle fails the deploy. */
import bundle from '../dist/rules.json';
import { loadBundle } from './rules/bundle.ts';
import { version } from './version.ts';
import { createWorker } from './worker/handler.ts';

// wrangler.toml has it imported as text, whatever a type checker makes of the file.
export default createWorker(loadBundle(JSON.parse(bundle as unknown as string)), version);
