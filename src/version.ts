/** The version of Ratebook, as `/healthz` and `--version` tell it. */
export { version } from '../package.json';
