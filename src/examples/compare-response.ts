/** Compares parts of an answer, as it is sent to Stripe, with what a test names of it. */
import { exact } from '../money.ts';
import type { Node } from '../rules/yaml.ts';
import type { Differences } from './difference.ts';

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
      if (!Array.isArray(seen) || seen.length !== expected.items.length) break;
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
