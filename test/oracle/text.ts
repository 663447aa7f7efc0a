/** Texts against patterns, by the table of values in the specification. */

/** Whether a text is what a pattern says: blanks at the ends and case do not count, stars at the ends are anything. */
export function matchesText(pattern: string, text: string): boolean {
  return matchesFolded(pattern, text, (part) => part.toLowerCase());
}

/** Cities: without accents, blanks, `.`, `-` and `'` too. */
export function matchesCity(pattern: string, text: string): boolean {
  return matchesFolded(pattern, text, foldCity);
}

export function foldCity(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s.'-]/g, '')
    .toLowerCase();
}

function matchesFolded(pattern: string, text: string, fold: (part: string) => string): boolean {
  const [, start, middle, end] = /^(\*?)(.*?)(\*?)$/s.exec(pattern.trim())!;
  const [wanted, found] = [fold(middle!.trim()), fold(text.trim())];
  if (start && end) return found.includes(wanted);
  if (start) return found.endsWith(wanted);
  if (end) return found.startsWith(wanted);
  return found === wanted;
}
