/**
 * Evidence as a person may safely look at it: a character that cannot be seen, or that rearranges what stands around
 * it, is shown by its name. Nothing else is changed.
 */
export interface Segment {
  /** Where it begins in what is shown, so that no two are alike. */
  readonly at: number;
  readonly text: string;
  /** What the text stands for, where it is a mark and not the evidence's own text. */
  readonly mark?: string;
}

/**
 * Controls; the bidirectional, joining and other format characters of Unicode (category Cf); line and paragraph
 * separators; lone surrogates. Line feed and tab are among them: callers that keep lines split at them first.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const invisibleAll = new RegExp(invisible, 'gu');

/** ASCII's own names of its first 32 characters (ISO 646). */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** `U+202E`. */
function codePointName(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

function markOf(character: string, at: number): Segment {
  const name = codePointName(character);
  return { at, text: `⟨${controlNames[character.charCodeAt(0)] ?? name}⟩`, mark: name };
}

/**
 * The text in order, every invisible character a segment of its own. A joiner within an emoji is left to join.
 *
 * @param start where the text begins in what is shown
 */
export function visibleSegments(text: string, start = 0): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(invisibleAll)) {
    if (joinsEmoji(text, match.index)) continue;
    if (match.index > from) segments.push({ at: start + from, text: text.slice(from, match.index) });
    segments.push(markOf(match[0], start + match.index));
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push({ at: start + from, text: text.slice(from) });
  return segments;
}

/** The same with line breaks and tabs kept as they are. */
export function visibleLines(text: string, start = 0): Segment[] {
  let at = start;
  return text.split(/([\n\t]+)/).flatMap((part, index) => {
    const from = at;
    at += part.length;
    if (part === '') return [];
    return index % 2 === 1 ? [{ at: from, text: part }] : visibleSegments(part, from);
  });
}

/** The same as one plain string on one line, for cells, titles and messages. */
export function visibleLine(text: string): string {
  if (!invisible.test(text)) return text;
  return visibleSegments(text)
    .map((segment) => segment.text)
    .join('');
}

const pictographBefore = /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?$/u;
const pictographAfter = /^\p{Extended_Pictographic}/u;

function joinsEmoji(text: string, at: number): boolean {
  if (text[at] !== '\u200d') return false;
  return (
    pictographBefore.test(text.slice(Math.max(0, at - 5), at)) &&
    pictographAfter.test(text.slice(at + 1, at + 3))
  );
}
