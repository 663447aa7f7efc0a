/** Codes of problems with files as a whole, and with the way in which they are written. */
import { type Code, error } from './code.ts';

const standard = 'options:\n  - { id: standard, name: Standard, price: 5.99 }\n';

export const fileCodes = {
  'missing-file': {
    severity: error,
    means: 'A file or directory that is named, or that must be there, is not there.',
    why: 'Without settings.yaml no amount has a currency; a test without its request would test nothing.',
    fix: 'Correct the path, or write the file. `ratebook init DIR` writes a directory to begin with.',
    wrong: {
      at: 'tests/orders.yaml:3:14',
      files: {
        'tests/orders.yaml':
          'tests:\n  - name: An order from the phone\n    request: recorded/phone.json\n    expect: { shipping: omitted }\n',
      },
    },
    right: {
      'tests/orders.yaml':
        'tests:\n  - name: An order from the phone\n    customize: { to: { country: US } }\n    expect: { shipping: omitted }\n',
    },
  },
  'unreadable-file': {
    severity: error,
    means: 'A file or directory is there and cannot be read: permission is missing, or links go in a circle.',
    why: 'Rules that were read in part would answer otherwise than those that you wrote.',
    fix: 'Give the user that runs Ratebook permission to read it, or remove the link.',
    wrong: {
      at: 'tests/again:1:1',
      files: {
        'shipping.yaml': standard,
        'tests/again': { shown: 'a symbolic link to the directory above, ..', link: '..' },
      },
    },
    right: { 'shipping.yaml': standard },
  },
  'not-utf8': {
    severity: error,
    means: 'A file is not text in the encoding UTF-8.',
    why: 'Letters with accents would come out as others, in names that customers read and in cities that are compared.',
    fix: 'Save the file with the encoding UTF-8; in a spreadsheet, export “CSV UTF-8”.',
    wrong: {
      at: 'shipping.yaml:1:1',
      files: {
        'shipping.yaml': {
          shown: 'options:\n  - { id: paket, name: Päckchen, price: 5.99 }   # saved as Latin-1\n',
          latin1: 'options:\n  - { id: paket, name: Päckchen, price: 5.99 }\n',
        },
      },
    },
    right: { 'shipping.yaml': 'options:\n  - { id: paket, name: Päckchen, price: 5.99 }\n' },
  },
  'unknown-file': {
    severity: error,
    means: 'A file or folder has a name that nothing reads.',
    why: 'A decision whose file is misspelt would not be made, and nobody would notice.',
    fix: 'Rename it, or move it out of the rule directory. Notes (*.md) and JSON are left alone.',
    wrong: { at: 'shiping.yaml:1:1', files: { 'shiping.yaml': standard } },
    right: { 'shipping.yaml': standard },
  },
  'too-large': {
    severity: error,
    means: 'A file, or a zone with all that it is made of, is larger than what is read.',
    why: 'YAML of this size takes seconds to read, on every change.',
    fix: 'Move long runs of rows into tables/*.csv, and long lists of values into lists/*.txt.',
    wrong: {
      at: 'taxes.yaml:1:1',
      files: {
        'taxes.yaml': {
          shown:
            'rates:\n  - { id: r10001, percent: 1, where: { country: US, postal_code: 10001 } }\n  # … and 99,998 more\n',
          text: `rates:\n${'  - { id: r10001, percent: 1, where: { country: US, postal_code: 10001 } }\n'.repeat(20_000)}`,
        },
      },
    },
    right: {
      'taxes.yaml': 'tables: [tables/rates.csv]\n',
      'tables/rates.csv': 'country,postal_code,percent\nUS,10001,4\nUS,10002,4\n',
    },
  },
  'too-deep': {
    severity: error,
    means: 'A value lies more than 64 levels deep in lists and maps.',
    why: 'Nothing in a rule file is so deep; a bracket was probably repeated by accident.',
    fix: 'Close the brackets, or take out those that are too many.',
    wrong: { at: 'taxes.yaml:1:71', files: { 'taxes.yaml': `rates: [${'['.repeat(70)}${']'.repeat(70)}]\n` } },
    right: { 'taxes.yaml': 'rates: [{ id: us, percent: 5, where: { country: US } }]\n' },
  },
  'bad-yaml': {
    severity: error,
    means: 'A file is not YAML: a bracket or quote is not closed, or lines do not line up.',
    why: 'Nothing of the file can be read.',
    fix: 'Correct it at the place; where nothing is wrong there, look at the lines just before.',
    wrong: {
      at: 'shipping.yaml:3:3',
      files: {
        'shipping.yaml':
          'options:\n  - { id: standard, name: Standard, price: 5.99\n  - { id: express, name: Express, price: 9.99 }\n',
      },
    },
    right: {
      'shipping.yaml':
        'options:\n  - { id: standard, name: Standard, price: 5.99 }\n  - { id: express, name: Express, price: 9.99 }\n',
    },
  },
  'bad-csv': {
    severity: error,
    means: 'A table is not CSV: a row has other cells than the header has columns, or a quote stands wrong.',
    why: 'From there on cells would be read in the wrong columns.',
    fix: 'Put a cell that holds a comma in quotes, and double the quotes inside it.',
    wrong: {
      at: 'tables/rates.csv:2:15',
      files: {
        'taxes.yaml': 'tables: [tables/rates.csv]\n',
        'tables/rates.csv': 'country,name,percent\nUS,Sales,City,2\n',
      },
    },
    right: {
      'taxes.yaml': 'tables: [tables/rates.csv]\n',
      'tables/rates.csv': 'country,name,percent\nUS,"Sales,City",2\n',
    },
  },
  unquoted: {
    severity: error,
    means: 'Text begins with a character that means something else to YAML, such as * or @.',
    why: 'YAML would look for an alias, or refuse the file.',
    fix: 'Put the text in quotes.',
    wrong: {
      at: 'approval.yaml:2:51',
      files: {
        'approval.yaml': 'rules:\n  - { id: throwaway, decline: No., when: { email: *@mailinator.com } }\n',
      },
    },
    right: {
      'approval.yaml': 'rules:\n  - { id: throwaway, decline: No., when: { email: "*@mailinator.com" } }\n',
    },
  },
  'yaml-feature': {
    severity: error,
    means:
      'Something is used that YAML can do and rule files do not: an anchor, an alias, a tag, a merge key, a second document.',
    why: 'Rules are read by people; what stands in them is all that they mean.',
    fix: 'Write the value itself, each time.',
    wrong: {
      at: 'shipping.yaml:2:44',
      files: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: &usual 5.99 }\n' },
    },
    right: { 'shipping.yaml': standard },
  },
  'duplicate-key': {
    severity: error,
    means: 'A key, a column, or the currency of an amount, is given twice at one place.',
    why: 'One of the two would be ignored, and it might be the one that you mean.',
    fix: 'Keep one of them.',
    wrong: {
      at: 'shipping.yaml:5:5',
      files: { 'shipping.yaml': 'options:\n  - id: standard\n    name: Standard\n    price: 5.99\n    price: 6.49\n' },
    },
    right: { 'shipping.yaml': 'options:\n  - id: standard\n    name: Standard\n    price: 6.49\n' },
  },
  'not-allowed-here': {
    severity: error,
    means: 'A key or a file is known, but not at this place or not beside what stands there.',
    why: 'It would have no effect, or one that an account must not have.',
    fix: 'Move it to where the message says, or take it out.',
    wrong: {
      at: 'shipping.yaml:5:13',
      files: {
        'shipping.yaml':
          'options:\n  - id: standard\n    name: Standard\n    price: 5.99\n    when: { from: 2026-11-27 }\n',
      },
    },
    right: {
      'shipping.yaml': 'options:\n  - id: standard\n    name: Standard\n    price: 5.99\n    from: 2026-11-27\n',
    },
  },
} as const satisfies Record<string, Code>;
