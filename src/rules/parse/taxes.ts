/** taxes.yaml: which tax rates apply to which line. */
import { limits } from '../../limits.ts';
import type { TaxClass, TaxExemption, TaxesFile, TaxRate } from '../model.ts';
import {
  convert,
  entryList,
  flag,
  inert,
  keyAt,
  listOrOne,
  names,
  nonEmpty,
  oneOf,
  optional,
  orElse,
  required,
  type Shape,
  valueAt,
} from '../shape.ts';
import { entry, file, map, oneOfKeys, together } from '../shape-map.ts';
import { checkUniqueIds, entryKeys, entrySynonyms, hasTime } from './entry.ts';
import { lineCondition } from './line-condition.ts';
import { integer, percent } from './number.ts';
import { place } from './place.ts';
import { className, shortText, storedRate, tablePath } from './words.ts';

const lines = lineCondition.customize;
const maxPriority = 1000;
const priority = integer(1, maxPriority);

const completeClass: Shape<TaxClass> = convert(
  map(
    'a class, such as { class: food, items: { sku: "FOOD-*" } }',
    {
      class: required(shortText('the name of a class', 100), 'Its name, for rates; `none` is not taxed.'),
      like: optional(className, 'Where no rate of this class holds, those of this one are taken.'),
      items: required(lines, 'The lines that it takes.'),
    },
    { synonyms: { name: 'class', id: 'class', when: 'items', same_as: 'like' } },
  ),
  (read, node, problems) => {
    if (!read.like || (read.like.name !== read.class && read.class !== 'none')) return read;
    const why = read.class === 'none' ? 'The class "none" is not taxed' : 'A class is not like itself';
    problems.error(keyAt(node, 'like'), 'not-allowed-here', `${why}: remove "like".`);
    return undefined;
  },
);

/** A class that is wrong keeps its name, so that the rates for it are not called wrong as well. */
const taxClass: Shape<TaxClass> = {
  ...completeClass,
  read(node, problems) {
    const read = completeClass.read(node, problems);
    const name = read ? undefined : valueAt(node, 'class');
    if (name?.is !== 'text') return read;
    return { class: name.text, items: { is: 'all', of: [], at: node.at }, at: node.at };
  },
};

const rate: Shape<TaxRate> = convert(
  together(
    entry(
      'a tax rate, such as { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }',
      {
        ...entryKeys('customize'),
        name: optional(
          orElse(shortText('a name', limits.taxName), () => 'Tax'),
          'What the customer sees; Tax where it is absent.',
        ),
        percent: optional(
          orElse(percent, () => '0'),
          'The percentage; beside `use` what the stored rate has.',
        ),
        use: optional(storedRate('txr_'), 'A tax rate that is stored in Stripe.'),
        where: optional(place, 'Where it applies; without it everywhere.'),
        class: optional(className, 'The class of lines that it is for; standard where it is absent.'),
        priority: optional(priority, 'One rate of each priority applies; 1 where it is absent.'),
        compound: optional(flag, 'Whether it is on top of the other rates.'),
        inclusive: optional(flag, 'Whether prices include it.'),
        ...inert({ shipping: optional(flag, 'Whether shipping bears it too.') }),
      },
      {
        synonyms: {
          ...entrySynonyms,
          to: 'where',
          rate: 'percent',
          percentage: 'percent',
          display_name: 'name',
          place: 'where',
          region: 'where',
          tax_rate: 'use',
          tax_class: 'class',
          included: 'inclusive',
        },
      },
    ),
    { needs: oneOfKeys('percent', 'use') },
  ),
  (read, node, problems) => {
    if (!hasTime(read, node, problems)) return undefined;
    if (read.use === undefined && read.percent === undefined) {
      problems.error(node.at, 'missing-key', '"percent" is missing: a rate has a percent, or use: txr_….');
      return undefined;
    }
    const { class: taxed = { name: 'standard', at: read.at }, ...rest } = read;
    return { name: 'Tax', priority: 1, compound: false, shipping: true, ...rest, class: taxed };
  },
);

const exemption: Shape<TaxExemption> = convert(
  entry(
    'an exemption, such as { id: resale, when: { account: "@resellers" } }',
    {
      ...entryKeys('customize'),
      items: optional(lines, 'The lines that lose rates; without it all.'),
      where: optional(place, 'Where it applies; without it everywhere.'),
      priority: optional(
        nonEmpty(listOrOne('priorities', priority), 'No priority is named here.'),
        'The priorities of the rates; without it all.',
      ),
    },
    { synonyms: { ...entrySynonyms, to: 'where', priorities: 'priority', place: 'where' } },
  ),
  (read, node, problems) => (hasTime(read, node, problems) ? read : undefined),
);

const shipping: Shape<TaxesFile['shipping']> = convert(
  map('{ taxed, class }', {
    taxed: optional(flag, 'Whether shipping bears tax.'),
    class: optional(className, 'The class whose rates it bears; standard where it is absent.'),
  }),
  ({ at, taxed = false, class: taxClass = { name: 'standard', at } }) => ({ taxed, class: taxClass }),
);

/** The whole of taxes.yaml. */
export const taxesFile: Shape<TaxesFile> = convert(
  together(
    file(
      'tax rates, as rates: […]',
      {
        prices_include_tax: optional(flag, 'Whether prices include tax, where a rate does not say.'),
        based_on: optional(oneOf(['shipping', 'billing']), 'Which address decides.'),
        classes: optional(entryList('classes', taxClass), 'The first class that takes a line is its class.'),
        rates: optional(entryList('tax rates', rate), 'The rates.'),
        tables: optional(listOrOne('paths of tables', tablePath), 'Tables whose rows stand after the rates.'),
        exempt: optional(entryList('exemptions', exemption), 'Lines that lose rates.'),
        shipping: optional(shipping, 'Whether shipping is taxed.'),
      },
      { synonyms: { exemptions: 'exempt', table: 'tables', tax_rates: 'rates', class: 'classes' } },
    ),
    { needs: oneOfKeys('rates', 'tables') },
  ),
  ({ at, ...read }, node, problems) => {
    const { rates = [], exempt = [] } = read;
    checkUniqueIds([valueAt(node, 'rates'), valueAt(node, 'exempt')], problems);
    if (!names(node, ['rates', 'tables'])) {
      problems.error(
        at,
        'missing-key',
        'No rate is given here: write rates or tables. Without the file, no tax is sent.',
      );
    }
    return {
      at,
      prices_include_tax: read.prices_include_tax ?? false,
      based_on: read.based_on ?? 'shipping',
      classes: read.classes ?? [],
      rates,
      tables: read.tables ?? [],
      exempt,
      shipping: read.shipping ?? { taxed: false, class: { name: 'standard', at } },
    };
  },
);
