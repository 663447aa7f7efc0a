/** Exact fractions of BigInts: the oracle's own arithmetic, so that it shares no rounding with the engine. */

export class Fraction {
  static readonly zero = new Fraction(0n, 1n);

  private constructor(
    readonly over: bigint,
    readonly under: bigint,
  ) {}

  /** Of a whole number, or of decimal text such as `19.990`. */
  static of(value: number | bigint | string): Fraction {
    if (typeof value !== 'string') return new Fraction(BigInt(value), 1n);
    const [whole, decimals = ''] = value.split('.');
    return new Fraction(BigInt(whole! + decimals), 10n ** BigInt(decimals.length));
  }

  plus(that: Fraction): Fraction {
    return new Fraction(this.over * that.under + that.over * this.under, this.under * that.under);
  }

  minus(that: Fraction): Fraction {
    return new Fraction(this.over * that.under - that.over * this.under, this.under * that.under);
  }

  times(that: Fraction): Fraction {
    return new Fraction(this.over * that.over, this.under * that.under);
  }

  /** Of this percent. */
  percent(percent: Fraction): Fraction {
    return this.times(new Fraction(percent.over, percent.under * 100n));
  }

  /** Below 0, 0 or above 0. */
  compare(that: Fraction): number {
    const [a, b] = [this.over * that.under, that.over * this.under];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  most(that: Fraction): Fraction {
    return this.compare(that) >= 0 ? this : that;
  }

  least(that: Fraction): Fraction {
    return this.compare(that) <= 0 ? this : that;
  }

  /** How many times `unit` begins in this, which is not negative. */
  begun(unit: Fraction): bigint {
    return -floorDiv(-this.over * unit.under, this.under * unit.over);
  }

  /** The nearest multiple of `step`, the higher one of two equally near. */
  rounded(step: bigint): bigint {
    return floorDiv(2n * this.over + this.under * step, 2n * this.under * step) * step;
  }
}

/** The next multiple of `step` that is not below `value`. */
export function roundedUp(value: bigint, step: bigint): bigint {
  return -floorDiv(-value, step) * step;
}

/** The next multiple of `step` that is not above `value`. */
export function roundedDown(value: bigint, step: bigint): bigint {
  return floorDiv(value, step) * step;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}
