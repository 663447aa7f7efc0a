/** The bundle that `ratebook build` writes, before it is there; wrangler.toml has it imported as text. */
declare module '*/dist/rules.json' {
  const text: unknown;
  export default text;
}
