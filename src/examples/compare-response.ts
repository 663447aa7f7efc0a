/** Compares parts of an answer, as it is sent to Stripe, with what a test names of it. */
import { exact } from '../money.ts';
import type { Node } from '../rules/yaml.ts';
import { align, type Sides } from './align.ts';
import { Differences } from './difference.ts';

/**
 * What `expected` names must hold: a map's keys, a list with its length and order, numbers by value. The text `omitted`
 * stands for a key that is left out.
 */
export function compareResponse(expected: Node, seen: unknown, differences: Differences): void {
  compareNode('response', expected, seen ?? undefined, differences);
}

function compareNode(path: string, expected: Node, seen: unknown, differences: Differences): void {
  switch (expected.is) {
    case 'map':
      if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) break;
      for (const { key, value } of expected.entries) {
        const part = Object.hasOwn(seen, key) ? (seen as Record<string, unknown>)[key] : undefined;
        compareNode(`${path}.${key}`, value, part, differences);
      }
      return;
    case 'list':
      if (!Array.isArray(seen)) break;
      if (seen.length !== expected.items.length) {
        const rows = align(expected.items, seen, sidesOf(expected.items));
        differences.add(path, expected.at, nodeText(expected), JSON.stringify(seen), rows);
        return;
      }
      for (const [index, item] of expected.items.entries()) {
        compareNode(`${path}[${index}]`, item, seen[index], differences);
      }
      return;
    case 'text':
      if (isEqual(expected.text, seen)) return;
      break;
    case 'empty':
      break;
  }
  differences.add(path, expected.at, nodeText(expected), seen === undefined ? 'omitted' : JSON.stringify(seen));
}

/** Of what is seen, that is told which a test names of any item. */
function sidesOf(items: readonly Node[]): Sides<Node, unknown> {
  const agrees = (expected: Node, seen: unknown): boolean => {
    const differences = new Differences();
    compareNode('', expected, seen, differences);
    return differences.all.length === 0;
  };
  return { match: agrees, agrees, expectedText: nodeText, seenText: (seen) => seenText(seen, items) };
}

function seenText(seen: unknown, like: readonly Node[]): string {
  if (typeof seen !== 'object' || seen === null) return String(seen);
  if (Array.isArray(seen)) {
    const items = like.flatMap((node) => (node.is === 'list' ? node.items : []));
    return `[${seen.map((item) => seenText(item, items)).join(', ')}]`;
  }
  const maps = like.flatMap((node) => (node.is === 'map' ? node.entries : []));
  const named = Object.entries(seen).filter(([key]) => maps.length === 0 || maps.some((entry) => entry.key === key));
  const parts = named.map(([key, value]) => {
    const values = maps.flatMap((entry) => (entry.key === key ? [entry.value] : []));
    return `${key}: ${seenText(value, values)}`;
  });
  if (named.length < Object.keys(seen).length) parts.push('…');
  return `{ ${parts.join(', ')} }`;
}

function isEqual(text: string, seen: unknown): boolean {
  if (typeof seen === 'number') return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(text) && exact(text).equals(String(seen));
  return seen === undefined ? text === 'omitted' : String(seen) === text;
}

function nodeText(node: Node): string {
  switch (node.is) {
    case 'text':
      return node.text;
    case 'list':
      return `[${node.items.map(nodeText).join(', ')}]`;
    case 'map':
      return `{ ${node.entries.map(({ key, value }) => `${key}: ${nodeText(value)}`).join(', ')} }`;
    case 'empty':
      return '';
  }
}
