/** approval.yaml: who may buy. */

import type { ApprovalFile, ApprovalRule, Decision } from '../model.ts';
import { anyCase } from '../patterns.ts';
import {
  choose,
  convert,
  entryList,
  flag,
  inert,
  keyAt,
  names,
  oneOf,
  optional,
  orElse,
  required,
  type Shape,
  valueAt,
} from '../shape.ts';
import { entry, file, map, oneOfKeys, together } from '../shape-map.ts';
import { checkUniqueIds, entryKeys, entrySynonyms, hasTime } from './entry.ts';
import { declineReason } from './words.ts';

const approve: Shape<boolean> = {
  ...convert(flag, (value, node, problems) => {
    if (value) return true;
    problems.error(node.at, 'bad-value', '"approve" is only ever true. To decline, write decline: "the reason".');
    return undefined;
  }),
  form: { is: 'text', options: ['true'], pattern: `^(${anyCase(['true'])})$`, boolean: true },
};

const ifUnknown: Shape<ApprovalRule['if_unknown']> = orElse(oneOf(['skip', 'decline']), () => 'skip');

const rule: Shape<ApprovalRule> = convert(
  together(
    entry(
      'a rule, such as { id: prepaid, decline: "Prepaid cards are not accepted.", when: { payment: { funding: prepaid } } }',
      {
        ...entryKeys('finalize'),
        approve: optional(
          orElse(approve, () => true),
          'Approves the order.',
        ),
        decline: optional(
          orElse(declineReason, () => 'Declined.'),
          'Declines the order; the customer sees this reason.',
        ),
        if_unknown: optional(ifUnknown, 'What happens where `when` cannot be known.'),
        ...inert({ shadow: optional(flag, 'Whether the rule is only logged, never enforced.') }),
      },
      {
        synonyms: {
          ...entrySynonyms,
          reason: 'decline',
          reject: 'decline',
          deny: 'decline',
          block: 'decline',
          allow: 'approve',
          accept: 'approve',
          dry_run: 'shadow',
          unknown: 'if_unknown',
        },
      },
    ),
    { needs: oneOfKeys('approve', 'decline'), apart: [['approve', 'decline']] },
  ),
  ({ approve, decline, if_unknown, shadow = false, ...rest }, node, problems) => {
    if (!hasTime(rest, node, problems)) return undefined;
    if (approve !== undefined && decline !== undefined) {
      problems.error(
        keyAt(node, 'approve'),
        'not-allowed-here',
        'A rule approves or declines, not both. Keep one of them.',
      );
      return undefined;
    }
    if (approve !== undefined && if_unknown === 'decline') {
      problems.error(keyAt(node, 'if_unknown'), 'not-allowed-here', '"if_unknown: decline" is for rules that decline.');
      return undefined;
    }
    const decision: Decision | undefined = approve
      ? { approve: true }
      : decline === undefined
        ? undefined
        : { decline };
    if (!decision) {
      problems.error(node.at, 'missing-key', 'No decision is given: write approve: true or decline: "the reason".');
      return undefined;
    }
    return { ...rest, decision, if_unknown: if_unknown ?? 'skip', if_unknown_given: if_unknown !== undefined, shadow };
  },
);

const approved: Shape<Decision> = convert(oneOf(['approve']), () => ({ approve: true }));
const declined: Shape<Decision> = map('{ decline: "the reason" }', {
  decline: required(declineReason, 'The reason, which the customer sees.'),
});
const byDefault: Shape<Decision> = choose('approve, or { decline: "the reason" }', [approved, declined], (node) =>
  node.is === 'text' ? approved : node.is === 'map' ? declined : undefined,
);

const about = "Rules for every account, before any account's own.";

function fileOf(isBase: boolean): Shape<ApprovalFile> {
  const keys = {
    rules: optional(entryList('rules', rule), 'The first rule that applies decides.'),
    default: optional(byDefault, 'What is decided where no rule applies; approve where it is absent.'),
  };
  const shape: Shape<Partial<Pick<ApprovalFile, 'always' | 'rules' | 'default'>> & { at: string }> = isBase
    ? file('rules, as rules: […]', { always: optional(entryList('rules', rule), about), ...keys }, { synonyms })
    : file('rules, as rules: […]', keys, { synonyms, elsewhere });
  return convert(
    together(shape, { least: 1 }),
    ({ at, always = [], rules = [], default: otherwise = { approve: true } }, node, problems) => {
      checkUniqueIds([valueAt(node, 'always'), valueAt(node, 'rules')], problems);
      if (!names(node, ['always', 'rules', 'default'])) {
        problems.error(at, 'missing-key', 'No rule is given here: write rules, or default.');
      }
      return {
        // Where nothing is said of it, the default stands in the whole file.
        at: names(node, ['default']) ? keyAt(node, 'default') : at,
        always,
        rules,
        default: 'decline' in otherwise ? { decline: otherwise.decline } : { approve: true },
      };
    },
  );
}

const synonyms = { rule: 'rules', otherwise: 'default', else: 'default' };

function elsewhere(key: string) {
  if (key !== 'always') return undefined;
  const message =
    '"always" is for the platform: it stands in approval.yaml above accounts/, and holds for every account.';
  return { code: 'not-allowed-here', message } as const;
}

/** The whole of approval.yaml; `always` is for the base only. */
export const approvalFile = { base: fileOf(true), account: fileOf(false) };
