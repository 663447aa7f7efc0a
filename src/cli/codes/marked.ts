/** Parts of a document that a program writes, each between two marks: `<!-- codes -->` and `<!-- end of codes -->`. */

/** `document` with `content`, which ends with a line's end, between the marks of `name`. Throws an Error where one is missing. */
export function withMarked(document: string, name: string, content: string): string {
  const begin = `<!-- ${name} -->\n`;
  const from = document.indexOf(begin) + begin.length;
  const to = document.indexOf(`<!-- end of ${name} -->`, from);
  if (!document.includes(begin) || to === -1) throw new Error(`There is no place for the ${name}.`);
  return `${document.slice(0, from)}${content}${document.slice(to)}`;
}
