/** An address as places see it: normalized once a request. */
import type { Address } from '../stripe/types.ts';
import { euMembers, readCountry } from './countries.ts';
import { type PostalCode, readPostalCode } from './postal.ts';
import { foldState, stateCode } from './states.ts';
import { foldCity } from './text.ts';
import type { Truth } from './truth.ts';

/** What is `null` is not known. */
export interface PlaceFacts {
  /** Upper case; not always a country that exists. */
  country: string;
  inEu: boolean;
  /** The code in a country of coded states where the text is understood, elsewhere the folded text. */
  state: string | null;
  /** What states are compared by: `null` also where the country's states are coded and the text is none of them. */
  stateCode: string | null;
  /** Folded. */
  city: string | null;
  /** Normalized. */
  postalCode: string | null;
  postal: PostalCode | null;
  /** Whether the address is in each zone that was asked for: every request asks once. */
  zones: Map<object, Truth>;
  /** As sent, for explanations. */
  written: { state: string | null; postalCode: string | null; city: string | null };
}

/** What an address tells of its place; `null` for no address, which one without a country is. */
export function normalizeAddress(address: Address | null): PlaceFacts | null {
  const country = readCountry(address?.country);
  if (address === null || country === null) return null;
  const state = written(address.state);
  const code = state === null ? null : stateCode(country, state);
  const postal = readPostalCode(country, address.postalCode);
  return {
    country,
    inEu: euMembers.has(country),
    state: code ?? (state === null ? null : foldState(state) || null),
    stateCode: code,
    city: address.city === null ? null : foldCity(address.city) || null,
    postalCode: postal?.text ?? null,
    postal,
    zones: new Map(),
    written: { state, postalCode: written(address.postalCode), city: written(address.city) },
  };
}

function written(text: string | null): string | null {
  return text?.trim() || null;
}
