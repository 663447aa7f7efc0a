/** An address as places see it: normalized once a request. */
import type { Address } from '../stripe/types.ts';
import { readCountry } from './countries.ts';
import { type PostalCode, readPostalCode } from './postal.ts';
import { foldState, stateCode } from './states.ts';
import { foldCity } from './text.ts';
import type { Truth } from './truth.ts';

/** What is `null` is not known. */
export interface PlaceFacts {
  /** Upper case; not always a country that exists. */
  readonly country: string;
  /** The code in a country of coded states where the text is understood, elsewhere the folded text. */
  readonly state: string | null;
  /** What states are compared by: `null` also where the country's states are coded and the text is none of them. */
  readonly stateCode: string | null;
  /** Folded. */
  readonly city: string | null;
  /** Normalized. */
  readonly postalCode: string | null;
  readonly postal: PostalCode | null;
  /** Whether the address is in each zone that was asked for: every request asks once. */
  readonly zones: Map<object, Truth>;
  /** As sent, for explanations. */
  readonly written: { state: string | null; postalCode: string | null; city: string | null };
}

/** What an address tells of its place; `null` for no address, which one without a country is. */
export function normalizeAddress(address: Address | null): PlaceFacts | null {
  const country = readCountry(address?.country);
  if (address === null || country === null) return null;
  return new AddressFacts(country, address);
}

/** Reads at once what nearly every place asks for, and the rest when it is asked for. */
class AddressFacts implements PlaceFacts {
  readonly country: string;
  readonly stateCode: string | null;
  readonly postal: PostalCode | null;
  readonly #address: Address;
  #city: string | null | undefined;
  #zones: Map<object, Truth> | undefined;

  constructor(country: string, address: Address) {
    const state = written(address.state);
    this.country = country;
    this.stateCode = state === null ? null : stateCode(country, state);
    this.postal = readPostalCode(country, address.postalCode);
    this.#address = address;
  }

  get state(): string | null {
    if (this.stateCode !== null) return this.stateCode;
    const state = written(this.#address.state);
    return state === null ? null : foldState(state) || null;
  }

  get city(): string | null {
    if (this.#city === undefined) {
      const { city } = this.#address;
      this.#city = city === null ? null : foldCity(city) || null;
    }
    return this.#city;
  }

  get postalCode(): string | null {
    return this.postal?.text ?? null;
  }

  get zones(): Map<object, Truth> {
    this.#zones ??= new Map();
    return this.#zones;
  }

  get written(): PlaceFacts['written'] {
    const { state, postalCode, city } = this.#address;
    return { state: written(state), postalCode: written(postalCode), city: written(city) };
  }
}

function written(text: string | null): string | null {
  return text?.trim() || null;
}
