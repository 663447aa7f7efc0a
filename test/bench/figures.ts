/** The figures that the table in README.md shows: which of what is recorded, and what is asked of it. */

/** A value of a row. Where several figures match, the one that stands worst by its bound. */
export interface Shown {
  part: string;
  figure: RegExp;
  what: 'micros' | 'ratio' | 'toOurs' | 'bytes';
  unit: '×' | 'µs' | 'ms' | 'bytes' | 'KB';
  /** In that unit; one of the two. */
  atMost?: number;
  atLeast?: number;
}

export interface Row {
  title: string;
  values: readonly Shown[];
}

export const rows: readonly Row[] = [
  {
    title:
      'CPU of the hook over HTTP (shop, 5 lines), against the same server and checks with a constant for an answer / of such a server with decisions by hand, for these rules alone',
    values: [
      { part: 'hook', figure: /^hook$/, what: 'ratio', unit: '×', atMost: 1.1 },
      { part: 'hook', figure: /by hand$/, what: 'ratio', unit: '×', atMost: 1.1 },
    ],
  },
  {
    title: 'In process, from the bytes of a body (6 lines, 1.5 KB) to the bytes of the answer',
    values: [
      { part: 'body', figure: /^6 lines, .*: to the bytes of the answer$/, what: 'micros', unit: 'µs', atMost: 25 },
    ],
  },
  {
    title: 'Shop, 5 lines: deciding customize / finalize',
    values: [
      { part: 'contenders', figure: /^shop, customize.*: Ratebook$/, what: 'micros', unit: 'µs', atMost: 2.5 },
      { part: 'contenders', figure: /^shop, finalize.*: Ratebook$/, what: 'micros', unit: 'µs', atMost: 3 },
    ],
  },
  {
    title: 'Shop, 5 lines: the fastest rule engine, against Ratebook',
    values: [
      {
        part: 'contenders',
        figure: /^shop, .*: (?!Ratebook|by hand|plain scan)/,
        what: 'toOurs',
        unit: '×',
        atLeast: 1,
      },
    ],
  },
  {
    title: '42,000 tax rows, 5 lines: deciding customize',
    values: [
      { part: 'contenders', figure: /^42,000 tax rows, 5 lines: Ratebook$/, what: 'micros', unit: 'µs', atMost: 6 },
    ],
  },
  {
    title: '42,000 tax rows, 5 lines: a plain scan / the fastest rule engine, against Ratebook',
    values: [
      {
        part: 'contenders',
        figure: /^42,000 tax rows, 5 lines: plain scan/,
        what: 'toOurs',
        unit: '×',
        atLeast: 250,
      },
      {
        part: 'contenders',
        figure: /^42,000 tax rows, 5 lines: (?!Ratebook|by hand|plain scan)/,
        what: 'toOurs',
        unit: '×',
        atLeast: 5000,
      },
    ],
  },
  {
    title: '100,000 tax rows against 100 / 1,000 accounts against one',
    values: [
      { part: 'growth', figure: /^100,000 tax rows$/, what: 'ratio', unit: '×', atMost: 3 },
      { part: 'growth', figure: /^1,000 accounts$/, what: 'ratio', unit: '×', atMost: 3 },
    ],
  },
  {
    title: 'Memory of a tax row / of an account',
    values: [
      { part: 'loading', figure: /^held by a tax row/, what: 'bytes', unit: 'bytes', atMost: 200 },
      { part: 'loading', figure: /^held by an account/, what: 'bytes', unit: 'KB', atMost: 60 },
    ],
  },
  {
    title: '42,000 tax rows, from CSV text to ready',
    values: [
      { part: 'loading', figure: /^42,000 rows of CSV: checked and compiled/, what: 'micros', unit: 'ms', atMost: 250 },
    ],
  },
  {
    title: 'A reload under load: the longest that the event loop stands still / p99 of a hook, against none',
    values: [
      { part: 'reload', figure: /^longest stop/, what: 'micros', unit: 'ms', atMost: 20 },
      { part: 'reload', figure: /^p99 of a hook during/, what: 'ratio', unit: '×', atMost: 2 },
    ],
  },
  {
    title: 'A Worker with 42,000 tax rows: its module evaluated, ready to answer',
    values: [{ part: 'start', figure: /^Worker evaluated: 42,000 tax rows$/, what: 'micros', unit: 'ms', atMost: 200 }],
  },
];
