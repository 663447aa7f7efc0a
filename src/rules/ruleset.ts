/** Compiled rules: what `compile` makes of a `RuleSource`, and what `evaluate` reads. Immutable once made. */
/** The rules that answer one account's requests. */
export interface RuleSet {
  /** The account whose folder this is, `null` for the base. */
  folder: string | null;
  /** 16 hex digits over the compiled rules that answer. */
  revision: string;
}

/** A whole rule directory, compiled. */
export interface Directory {
  /** The base's revision. */
  revision: string;
  base: RuleSet;
  /** The rules for a request's `context`; `null` where the account is refused (`unknown: refuse`, or its folder is broken). */
  forAccount(account: string | null): RuleSet | null;
  /** Accounts whose folder is broken, by id. */
  broken: ReadonlySet<string>;
}
