/** The outlines of rule files, walked: every key and word that they know, and those that a file uses. */
import { approvalFile } from '../../src/rules/parse/approval.ts';
import { feesFile } from '../../src/rules/parse/fees.ts';
import { settingsFile } from '../../src/rules/parse/settings.ts';
import { shippingFile } from '../../src/rules/parse/shipping.ts';
import { taxesFile } from '../../src/rules/parse/taxes.ts';
import type { Form, Shape } from '../../src/rules/shape.ts';
import type { Node } from '../../src/rules/yaml.ts';

/** What stands in each file of the base; of an account's files, some keys are left out. */
export const fileShapes: Readonly<Record<string, Shape<unknown>>> = {
  settings: settingsFile.base,
  shipping: shippingFile,
  taxes: taxesFile,
  approval: approvalFile.base,
  fees: feesFile,
};

const listed = 'min,max,over,under';

/**
 * Every part of some shapes, by a name that tells where it stands: a key as `shipping.options.price.per_kg`, a word of a
 * choice as `shipping.sort=fastest`. What stands in many places has one name of its own: `when`, `line` (both whatever the
 * hook), `place`, `bounds`, `text`.
 */
export class Parts {
  readonly names = new Set<string>();
  /** Of a map that stands in several places: where it was found first. */
  readonly #owners = new Map<Form, string>();

  constructor(shapes: Readonly<Record<string, Shape<unknown>>>) {
    for (const [name, shape] of Object.entries(shapes)) this.#collect(shape, name, new Set());
  }

  /** Whose keys those of a form are. */
  #owner(form: Form, above: string): string {
    if (form.is === 'named') return form.name.replace(/^(?:customize|finalize)(?=[A-Z])/, '').toLowerCase();
    if (form.is !== 'map') return above;
    const keys = Object.keys(form.keys).join();
    if (keys === listed) return 'bounds';
    if (keys === 'not' && form.keys.not!.shape.form.is !== 'named') return 'text';
    let owner = this.#owners.get(form);
    if (owner === undefined) {
      owner = above;
      this.#owners.set(form, owner);
    }
    return owner;
  }

  #collect({ form }: Shape<unknown>, above: string, seen: Set<string>): void {
    const owner = this.#owner(form, above);
    switch (form.is) {
      case 'text':
        if (!form.boolean) for (const option of form.options ?? []) this.names.add(`${owner}=${option}`);
        return;
      case 'list':
        this.#collect(form.of, owner, seen);
        return;
      case 'either':
        for (const each of form.of) this.#collect(each, owner, seen);
        return;
      case 'named':
        if (seen.has(form.name)) return;
        seen.add(form.name);
        this.#collect(form.shape(), owner, seen);
        return;
      case 'map':
        for (const [key, { shape }] of Object.entries(form.keys)) {
          this.names.add(`${owner}.${key}`);
          this.#collect(shape, `${owner}.${key}`, seen);
        }
        if (form.rest) this.#collect(form.rest, owner, seen);
    }
  }

  /** Adds to `used` the parts that stand in what was written. */
  use({ form }: Shape<unknown>, written: Node, above: string, used: Set<string>): void {
    const owner = this.#owner(form, above);
    switch (form.is) {
      case 'text':
        if (written.is === 'text' && form.options?.includes(written.text)) used.add(`${owner}=${written.text}`);
        return;
      case 'list':
        if (written.is === 'list') for (const item of written.items) this.use(form.of, item, owner, used);
        return;
      case 'either':
        for (const each of form.of) this.use(each, written, owner, used);
        return;
      case 'named':
        this.use(form.shape(), written, owner, used);
        return;
      case 'map':
        if (written.is !== 'map') return;
        // Of two kinds of map that may stand here, the one that knows every key.
        if (!form.rest && !written.entries.every(({ key }) => Object.hasOwn(form.keys, key))) return;
        for (const { key, value } of written.entries) {
          const known = Object.hasOwn(form.keys, key) ? form.keys[key] : undefined;
          if (known) used.add(`${owner}.${key}`);
          if (known) this.use(known.shape, value, `${owner}.${key}`, used);
          else if (form.rest) this.use(form.rest, value, owner, used);
        }
    }
  }

  /** The keys of what is called so. */
  keysOf(owner: string): string[] {
    return [...this.names]
      .filter((name) => name.startsWith(`${owner}.`) && !/[.=]/.test(name.slice(owner.length + 1)))
      .map((name) => name.slice(owner.length + 1));
  }
}
