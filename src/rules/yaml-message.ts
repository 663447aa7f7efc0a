/** Messages about YAML itself, in the words of someone who writes rules. */
import type { ErrorCode, YAMLError } from 'yaml';

/** Whether an error repeats what is already reported about an anchor, an alias, a tag or a directive. */
export function isFeature(code: ErrorCode): boolean {
  return /ALIAS|ANCHOR|TAG_|_TAGS|DIRECTIVE|MULTIPLE_DOCS/.test(code);
}

/** What is wrong at the error's place, and what to do. */
export function explainYaml(error: YAMLError, text: string): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab is used for indentation. Indent with blanks.';
    case 'BAD_INDENT':
      if (/flow/i.test(error.message)) return 'A closing "]" or "}" is missing before this line.';
      return 'This line does not line up with the ones around it. Indent the keys of one map by the same number of blanks.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A second ":" stands on this line. Put text that holds ": " in quotes, or begin a new line after the key.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A key ends with ":" on its own line. A ":" is missing here, or a blank after it.';
    case 'BAD_SCALAR_START':
      return `Text that begins with "${text[error.pos[0]] ?? ''}" needs quotes.`;
    case 'BAD_DQ_ESCAPE':
      return "After a backslash in double quotes only an escape may follow. Use single quotes: 'a\\b'.";
    case 'MISSING_CHAR':
      return missing(error.message);
    case 'RESOURCE_EXHAUSTION':
      return 'This value is nested too deeply.';
    default:
      return `This is not YAML: ${sentence(error.message)}`;
  }
}

/** The message for text that needs quotes, with the text as it should be. */
export function unquoted(text: string, offset: number): string {
  const rest = text
    .slice(offset, offset + 200)
    .match(/^[^,\]}\r\n]*/)![0]
    .split(' #', 1)[0]!
    .trim();
  const value = rest.split(/:(?: |$)/, 1)[0]!;
  return `Text that begins with "${value[0]}" needs quotes in YAML. Write ${JSON.stringify(value)}.`;
}

function missing(message: string): string {
  if (/quote/.test(message)) return 'The closing quote is missing.';
  if (/Implicit map keys/.test(message)) return 'This line has no ":" after a key, or no blank after the ":".';
  const expected = /end with a? ?(.)/.exec(message)?.[1];
  if (expected === ']' || expected === '}') return `The closing "${expected}" is missing.`;
  if (/[Cc]omment/.test(message))
    return 'A "#" that begins a comment needs a blank before it. Put text that holds "#" in quotes.';
  return `This is not YAML: ${sentence(message)}`;
}

function sentence(message: string): string {
  const first = message
    .split('\n', 1)[0]!
    .replace(/ at line \d+, column \d+:?$/, '')
    .slice(0, 200);
  return first.endsWith('.') ? first : `${first}.`;
}
