/** Codes of what is no mistake by itself, and probably not meant. */
import { both, type Code, warn } from './code.ts';

const approve = { 'approval.yaml': 'default: approve\n' };
const zone = 'currency: usd\nzones:\n  islands: { country: US, state: HI }\n';
const rate = (id: string, country: string): string => `  - { id: ${id}, percent: 5, where: { country: ${country} } }\n`;
const offer = (id: string, name: string, country: string): string =>
  `  - { id: ${id}, name: ${name}, price: 5, when: { to: { country: ${country} } } }\n`;
const to = (countries: string): string => `options:\n${offer('std', 'Standard', countries)}`;
const six = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
const options = (names: readonly string[]): string =>
  `options:\n${names.map((name) => offer(name.toLowerCase(), name, 'US')).join('')}`;
const taxes = (like: string): string =>
  `classes:\n  - { class: food, ${like}items: { sku: "FOOD-*" } }\nrates:\n${rate('us', 'US')}`;

export const gapCodes = {
  unreachable: {
    severity: warn,
    means:
      'An entry can never apply: others take every order that it could take, or its conditions exclude each other.',
    why: 'What you meant by it never happens.',
    fix: 'Put it before the entries that the message names, give it other conditions, or take it out.',
    wrong: {
      at: 'approval.yaml:3:5',
      files: {
        'approval.yaml':
          'rules:\n  - { id: all, approve: true }\n  - { id: large, decline: Too large., when: { total: { over: 5000 } } }\n',
      },
    },
    right: {
      'approval.yaml':
        'rules:\n  - { id: large, decline: Too large., when: { total: { over: 5000 } } }\n  - { id: all, approve: true }\n',
    },
  },
  unused: {
    severity: warn,
    means: 'Nothing names this zone or list.',
    why: 'It may be that the entry that should name it has another name in it.',
    fix: 'Name it where it is meant, or take it out.',
    wrong: { at: 'settings.yaml:3:3', files: { 'settings.yaml': zone } },
    right: {
      'settings.yaml': zone,
      'shipping.yaml': 'options:\n  - { id: boat, name: Boat, price: 29.00, when: { to: islands } }\n',
    },
  },
  duplicate: {
    severity: both,
    means: 'Two entries or rows say the same, so that one of them is one too many; or a tax class is like two others.',
    why: 'Where both apply the customer sees an option twice; and a change to one of them is easily forgotten in the other.',
    fix: 'Keep one of them, or write what should be different.',
    wrong: {
      at: 'shipping.yaml:3:5',
      files: { 'shipping.yaml': `options:\n${offer('std', 'Standard', 'US')}${offer('usa', 'Standard', 'US')}` },
    },
    right: { 'shipping.yaml': `options:\n${offer('std', 'Standard', 'US')}${offer('can', 'Standard', 'CA')}` },
  },
  expired: {
    severity: warn,
    means: 'An entry ended in the past.',
    why: 'It has no effect any more, except on requests that are replayed.',
    fix: 'Take it out, or give it a later date.',
    wrong: {
      at: 'shipping.yaml:2:56',
      files: { 'shipping.yaml': 'options:\n  - { id: gift, name: Gift wrap, price: 2.00, through: 2020-12-24 }\n' },
    },
    right: { 'shipping.yaml': 'options:\n  - { id: gift, name: Gift wrap, price: 2.00, through: 2999-12-24 }\n' },
  },
  'if-unknown': {
    severity: warn,
    means: 'A rule declines by a fact that a request may not carry, and does not say what happens then.',
    why: 'Where the fact is missing the rule does not apply, and the order may be approved.',
    fix: 'Write if_unknown: decline, or if_unknown: skip where that is meant.',
    wrong: {
      at: 'approval.yaml:2:5',
      files: { 'approval.yaml': 'rules:\n  - { id: embargo, decline: No., when: { to: { country: KP } } }\n' },
    },
    right: {
      'approval.yaml':
        'rules:\n  - { id: embargo, decline: No., when: { to: { country: KP } }, if_unknown: decline }\n',
    },
  },
  'class-without-rate': {
    severity: warn,
    means: 'A tax class has no rate where the class standard has one.',
    why: 'Its lines bear no tax at all.',
    fix: 'Give it rates, write like: standard beside it, or call it none if no tax is meant.',
    wrong: { at: 'taxes.yaml:2:5', files: { 'taxes.yaml': taxes('') } },
    right: { 'taxes.yaml': taxes('like: standard, ') },
  },
  'country-without-rate': {
    severity: warn,
    means: 'Options ship to a country for which no tax rate is written, while other countries have one.',
    why: 'Orders from there bear no tax, and you may owe it.',
    fix: 'Write the rate; where no tax is due, write a rate of 0.',
    wrong: {
      at: 'shipping.yaml:2:5',
      files: { 'shipping.yaml': to('[US, CA]'), 'taxes.yaml': `rates:\n${rate('us', 'US')}` },
    },
    right: {
      'shipping.yaml': to('[US, CA]'),
      'taxes.yaml': `rates:\n${rate('us', 'US')}${rate('gst', 'CA')}`,
    },
  },
  'fees-without-approval': {
    severity: warn,
    means: 'There is a fees.yaml and no approval.yaml.',
    why: 'Fees are taken, and nobody decides who may buy.',
    fix: 'Write an approval.yaml, if only with default: approve.',
    wrong: { at: 'fees.yaml:1:1', files: { 'fees.yaml': 'fees:\n  - { id: plan, percent: 2.9 }\n' } },
    right: { ...approve, 'fees.yaml': 'fees:\n  - { id: plan, percent: 2.9 }\n' },
  },
  'too-many-options': {
    severity: warn,
    means: 'More than five options are offered at one place.',
    why: 'Stripe shows five at most; the rest is cut off.',
    fix: 'Give options that exclude each other conditions that do, or set max_options and sort.',
    wrong: { at: 'shipping.yaml:7:5', files: { 'shipping.yaml': options(six) } },
    right: { 'shipping.yaml': options(six.slice(1)) },
  },
  'same-name': {
    severity: warn,
    means: 'Two options of one name are offered at one place.',
    why: 'The customer cannot tell them apart.',
    fix: 'Give one of them another name, or conditions so that only one of them is offered.',
    wrong: {
      at: 'shipping.yaml:3:5',
      files: {
        'shipping.yaml': `options:\n${offer('std', 'Standard', 'US')}${offer('fast', 'Standard', 'US').replace('5', '9')}`,
      },
    },
    right: {
      'shipping.yaml': `options:\n${offer('std', 'Standard', 'US')}${offer('fast', 'Express', 'US').replace('5', '9')}`,
    },
  },
} as const satisfies Record<string, Code>;
