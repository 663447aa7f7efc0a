/** Reads a request body as JSON, more strictly than `JSON.parse` does. */

/** Levels of objects and lists that a body may have; the body itself is the first. */
export const maxDepth = 32;

/** Why a body is not taken as JSON. */
export type JsonFault = 'utf8' | 'depth' | 'syntax' | 'prototype';

export type JsonResult = { ok: true; value: unknown } | { ok: false; cause: JsonFault };

// A byte order mark is kept, so that `JSON.parse` refuses it (RFC 8259, section 8.1).
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value that `bytes` write in JSON. Refused: bytes that are not UTF-8, more than {@link maxDepth} levels, and a key
 * `__proto__` at any level, however it is escaped. Never throws.
 */
export function parseJson(bytes: Uint8Array): JsonResult {
  if (isTooDeep(bytes)) return { ok: false, cause: 'depth' };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, cause: 'utf8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, cause: 'syntax' };
  }
  // Only a plain or a \u-escaped spelling can make the key: other texts need no second look.
  if ((text.includes('__proto__') || text.includes('\\u')) && hasPrototypeKey(value)) {
    return { ok: false, cause: 'prototype' };
  }
  return { ok: true, value };
}

const quote = 0x22;
const backslash = 0x5c;

/** Looks at the brackets outside of strings, before anything is built from them. */
function isTooDeep(bytes: Uint8Array): boolean {
  // With no more brackets than levels in all, which are soon counted, there is nothing to look at.
  if (openings(bytes) <= maxDepth) return false;
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      for (i++; i < bytes.length && bytes[i] !== quote; i++) if (bytes[i] === backslash) i++;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
    }
  }
  return false;
}

/** How many `{` and `[` there are, in strings or not: one bit tells them apart. */
function openings(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i]! | 0x20) === 0x7b) count++;
  return count;
}

/** Recursion is bounded by {@link maxDepth}. */
function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasPrototypeKey);
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey);
}
