/** A digest that is quick in every runtime, to see whether a text is still the same. It is no protection against anybody. */

/** 16 hex digits over the UTF-16 of a text: two lanes of multiplication and shift, mixed as MurmurHash3 does at its end. */
export function digest(text: string): string {
  return hexOf(lanesOf(text));
}

/** 16 hex digits over a set of texts, in whatever order they come. */
export class SetDigest {
  #first = 0;
  #second = 0;

  add(text: string): void {
    const [first, second] = lanesOf(text);
    this.#first ^= first;
    this.#second ^= second;
  }

  get hex(): string {
    return hexOf([this.#first, this.#second]);
  }
}

function hexOf(lanes: readonly number[]): string {
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

function lanesOf(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  return [mix(a ^ text.length), mix(b ^ Math.imul(text.length, 0x9e3779b1))];
}

function mix(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
