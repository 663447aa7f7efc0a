/** A set of very many texts. One of the language grows by copying all of itself at once, and stands still meanwhile. */
export class TextSet {
  readonly #texts: string[];
  /** By hash: the number of a text from 1, 0 where there is none. */
  readonly #slots: Uint32Array;
  #size = 0;

  /** `most`: no more texts are ever added. */
  constructor(most: number) {
    this.#texts = new Array<string>(most);
    this.#slots = new Uint32Array(2 << (32 - Math.clz32(most)));
  }

  get size(): number {
    return this.#size;
  }

  add(text: string): void {
    const slot = this.#slotOf(text);
    if (this.#slots[slot] !== 0) return;
    this.#texts[this.#size] = text;
    this.#size += 1;
    this.#slots[slot] = this.#size;
  }

  has(text: string): boolean {
    return this.#slots[this.#slotOf(text)] !== 0;
  }

  /** In the order in which they were added. */
  *[Symbol.iterator](): Iterator<string> {
    for (let index = 0; index < this.#size; index++) yield this.#texts[index]!;
  }

  /** Where the text is, or would be. */
  #slotOf(text: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(text) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]!;
      if (number === 0 || this.#texts[number - 1] === text) return slot;
    }
  }
}

/** FNV-1a over the UTF-16, its upper bits mixed into the lower ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
