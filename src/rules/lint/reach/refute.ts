/** A search for an order of which all claims hold: that there is none is certain, that there is one is not. */
import { Branch, type Setting } from './branch.ts';
import { type Claim, stepOf } from './formula.ts';

/** True only where it is certain that the claims never hold together. */
export function neverHold(claims: readonly Claim[], setting: Setting): boolean {
  const branch = new Branch(setting);
  return isShut(branch, claims, setting) || search(branch, setting);
}

/** Adds claims and what they come to; true where they are certain to contradict each other. */
function isShut(branch: Branch, claims: readonly Claim[], setting: Setting): boolean {
  const left = [...claims];
  for (let claim = left.pop(); claim !== undefined; claim = left.pop()) {
    setting.budget.left -= 1;
    const step = stepOf(claim);
    switch (step.is) {
      case 'literal':
        if (!branch.add(step.literal)) return true;
        break;
      case 'each':
        left.push(...step.claims);
        break;
      case 'one':
        if (step.claims.length === 0) return true;
        if (step.claims.length === 1) left.push(step.claims[0]!);
        else branch.waiting = [...branch.waiting, step.claims];
        break;
      case 'some-line':
        branch.someLines.push(step.claim);
        break;
      case 'every-line':
        branch.everyLine.push(step.claim);
        break;
      case 'this-line':
        branch.thisLine.push(step.claim);
    }
  }
  return false;
}

/** Tries one of each disjunction that waits; true where every way is shut. */
function search(branch: Branch, setting: Setting): boolean {
  for (;;) {
    if (setting.budget.left <= 0) return false;
    let shortest: readonly Claim[] | undefined;
    const waiting: (readonly Claim[])[] = [];
    const certain: Claim[] = [];
    for (const claims of branch.waiting) {
      const open = claims.filter((claim) => mayHold(branch, claim));
      if (open.length === 0) return true;
      if (open.length === 1) certain.push(open[0]!);
      else {
        waiting.push(open);
        if (shortest === undefined || open.length < shortest.length) shortest = open;
      }
    }
    branch.waiting = waiting;
    if (certain.length > 0) {
      if (isShut(branch, certain, setting)) return true;
      continue;
    }
    if (shortest === undefined) return !linesPossible(branch, setting);
    const rest = waiting.filter((claims) => claims !== shortest);
    for (const claim of shortest) {
      const way = new Branch(setting, branch);
      way.waiting = rest;
      if (!isShut(way, [claim], setting) && !search(way, setting)) return false;
    }
    return true;
  }
}

function mayHold(branch: Branch, claim: Claim): boolean {
  const step = stepOf(claim);
  if (step.is === 'literal') return branch.mayAdd(step.literal);
  return step.is !== 'one' || step.claims.length > 0;
}

/** Whether there may be lines of which all holds that is claimed of lines, in one currency. */
function linesPossible(branch: Branch, setting: Setting): boolean {
  const { someLines, everyLine, thisLine } = branch;
  if (someLines.length + everyLine.length + thisLine.length === 0) return true;
  const lines = someLines.map((claim) => [claim]);
  if (thisLine.length > 0 || (lines.length === 0 && !setting.mayBeEmpty)) lines.push([...thisLine]);
  return branch
    .currencies()
    .some((currency) =>
      lines.every(
        (claims) => !neverHold([...claims, ...everyLine], { ...setting, currencies: [currency], onLine: true }),
      ),
    );
}
