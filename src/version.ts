/** The version of Ratebook, as `/healthz` and `--version` tell it. */
import manifest from '../package.json' with { type: 'json' };

export const version: string = manifest.version;
