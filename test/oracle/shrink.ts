/** Makes plain data smaller while something stays true of it: the readable part of a difference. */

/** `value` less every key and list item that is not needed for `stillTrue`, tried until nothing more can go. */
export function smallest<T extends object>(value: T, stillTrue: (smaller: T) => boolean): T {
  let current = value;
  for (let changed = true; changed; ) {
    changed = false;
    for (const path of pathsOf(current)) {
      const smaller = without(current, path) as T;
      if (smaller === current || !stillTrue(smaller)) continue;
      current = smaller;
      changed = true;
    }
  }
  return current;
}

type Path = (string | number)[];

/** Outer parts before inner ones, later items of a list before earlier ones, so that paths stay right after a removal. */
function pathsOf(value: unknown): Path[] {
  const level: Path[] = [];
  let next: Path[] = [[]];
  while (next.length > 0) {
    level.push(...next.slice().reverse());
    next = next.flatMap((path) => keysOf(at(value, path)).map((key) => [...path, key]));
  }
  return level.filter((path) => path.length > 0);
}

function keysOf(value: unknown): (string | number)[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || typeof value !== 'object' || value === null || !(key in value)) return value;
  if (Array.isArray(value)) {
    if (rest.length === 0) return value.filter((_, index) => index !== key);
    const inner = without(value[key as number], rest);
    return inner === value[key as number] ? value : value.map((item, index) => (index === key ? inner : item));
  }
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
  const before = (value as Record<string, unknown>)[key];
  const inner = without(before, rest);
  return inner === before ? value : { ...value, [key]: inner };
}
