/** Text of rule files on a terminal: what is invisible is told, and how wide it is. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
const narrow = /^[\uff61-\uffdc]/u;
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/**
 * One line as it can be shown: a tab is four blanks, and characters that a terminal obeys or hides are written as
 * `\u001b`. `width`: the columns that it takes.
 */
export function visible(text: string): { text: string; width: number } {
  let shown = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    const isEmoji = emoji.test(segment);
    // What joins an emoji is a part of it.
    const safe = segment === '\t' ? '    ' : isEmoji ? segment : segment.replace(invisible, escaped);
    shown += safe;
    if (isEmoji) width += 2;
    else if (safe !== segment) width += safe.length;
    else if (!/^\p{M}/u.test(segment)) width += wide.test(segment) && !narrow.test(segment) ? 2 : 1;
  }
  return { text: shown, width };
}

function escaped(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
