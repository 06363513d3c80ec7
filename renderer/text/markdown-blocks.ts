/**
 * The part of Markdown (CommonMark's) that a note is shown in: headings, paragraphs, lists, quotations, code and rules;
 * emphasis, strong emphasis and code within a line. Nothing else means anything: HTML, links, images and entities are the
 * text that they are written as. Reading takes time in proportion to the text, whatever it holds.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly parts: readonly Inline[] };

export type Block =
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  /** `about`: what stands behind the marks that open it, such as the name of a language. */
  | { readonly kind: 'code'; readonly about: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly first: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'rule' };

/** How deep quotations and lists may stand in each other; what is deeper is text. */
const deepest = 6;

const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const quoted = /^ {0,3}> ?/;
const item = /^( {0,3})([-+*]|\d{1,9}[.)])(?: +|$)/;
const blank = /^[ \t]*$/;

export function parseMarkdown(text: string): Block[] {
  return blocksOf(text.split(/\r\n|\r|\n/), 0);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const [, marks, about = ''] = fence.exec(line) ?? [];
    if (blank.test(line)) {
      at++;
    } else if (marks !== undefined) {
      const end = endOfFence(lines, at, marks);
      blocks.push({ kind: 'code', about: about.trim(), text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (rule.test(line)) {
      blocks.push({ kind: 'rule' });
      at++;
    } else if (heading.test(line)) {
      const level = heading.exec(line)?.[1]?.length ?? 1;
      blocks.push({ kind: 'heading', level, parts: inlinesOf(line.replace(heading, '').trim()) });
      at++;
    } else if (depth < deepest && quoted.test(line)) {
      const end = endWhere(lines, at, (each) => !quoted.test(each));
      const inner = lines.slice(at, end).map((each) => each.replace(quoted, ''));
      blocks.push({ kind: 'quote', blocks: blocksOf(inner, depth + 1) });
      at = end;
    } else if (depth < deepest && item.test(line)) {
      const { list, end } = listFrom(lines, at, depth);
      blocks.push(list);
      at = end;
    } else {
      const end = endWhere(lines, at + 1, (each) => blank.test(each) || begins(each, depth));
      blocks.push({ kind: 'paragraph', parts: inlinesOf(lines.slice(at, end).join('\n')) });
      at = end;
    }
  }
  return blocks;
}

/** Whether a line begins a block of its own within a paragraph. */
function begins(line: string, depth: number): boolean {
  if (fence.test(line) || heading.test(line) || rule.test(line)) return true;
  return depth < deepest && (quoted.test(line) || item.test(line));
}

function endWhere(lines: readonly string[], from: number, ends: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && !ends(lines[at] as string)) at++;
  return at;
}

/** The line that closes the fence; without one it is open to the end. */
function endOfFence(lines: readonly string[], open: number, marks: string): number {
  return endWhere(lines, open + 1, (line) => {
    const closing = line.trim();
    return closing.length >= marks.length && closing === (marks[0] as string).repeat(closing.length);
  });
}

/** Items of one kind, one after the other; what is indented as far as an item's text belongs to it. */
function listFrom(lines: readonly string[], from: number, depth: number): { list: Block; end: number } {
  const [, , bullet = '-'] = item.exec(lines[from] as string) ?? [];
  const numbered = /\d/.test(bullet);
  const items: Block[][] = [];
  let at = from;
  for (;;) {
    const found = at < lines.length ? item.exec(lines[at] as string) : null;
    if (found === null || /\d/.test(found[2] as string) !== numbered || rule.test(lines[at] as string)) break;
    const indent = ' '.repeat(
      Math.min(found[0].length, (found[1]?.length ?? 0) + (found[2]?.length ?? 0) + 1),
    );
    const belongs = (line: string) => line.startsWith(indent);
    let end = at + 1;
    while (end < lines.length) {
      const line = lines[end] as string;
      const next = lines[end + 1];
      if (!belongs(line) && !(blank.test(line) && next !== undefined && belongs(next))) break;
      end++;
    }
    const first = (lines[at] as string).slice(found[0].length);
    const inner = [first, ...lines.slice(at + 1, end).map((line) => line.slice(indent.length))];
    items.push(blocksOf(inner, depth + 1));
    at = end;
    while (at < lines.length && blank.test(lines[at] as string) && item.test(lines[at + 1] ?? '')) at++;
  }
  return { list: { kind: 'list', first: numbered ? Number.parseInt(bullet, 10) : null, items }, end: at };
}

/** Marks of emphasis that stand open, the innermost last. */
interface Open {
  readonly mark: string;
  readonly parts: Inline[];
}

const special = /\\[!-/:-@[-`{-~]|`+|\*{1,2}|_{1,2}/g;

function inlinesOf(text: string): Inline[] {
  const open: Open[] = [{ mark: '', parts: [] }];
  const here = () => (open[open.length - 1] as Open).parts;
  const add = (part: string) => {
    const before = here().at(-1);
    if (part === '') return;
    if (before?.kind === 'text') here()[here().length - 1] = { kind: 'text', text: before.text + part };
    else here().push({ kind: 'text', text: part });
  };
  /** Runs of backquotes that were sought in vain: the text behind has none of that length. */
  const vain = new Set<number>();
  let from = 0;
  special.lastIndex = 0;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    const [mark] = found;
    const at = found.index;
    add(text.slice(from, at));
    from = at + mark.length;
    if (mark.startsWith('\\')) {
      add(mark.slice(1));
    } else if (mark.startsWith('`')) {
      const end = vain.has(mark.length) ? -1 : closingRun(text, from, mark.length);
      if (end === -1) {
        vain.add(mark.length);
        add(mark);
      } else {
        here().push({ kind: 'code', text: text.slice(from, end).replace(/^ (.*[^ ].*) $/s, '$1') });
        from = end + mark.length;
        special.lastIndex = from;
      }
    } else {
      emphasis(open, mark, text[at - 1] ?? ' ', text[from] ?? ' ', add);
    }
  }
  add(text.slice(from));
  while (open.length > 1) giveUp(open);
  return (open[0] as Open).parts;
}

/** Where a run of exactly so many backquotes begins, from `from` on; -1 for none. */
function closingRun(text: string, from: number, length: number): number {
  for (let at = text.indexOf('`', from); at !== -1; ) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === length) return at;
    at = text.indexOf('`', end);
  }
  return -1;
}

const space = /^\s$/;
const word = /^[\p{L}\p{N}]$/u;

/** Opens or closes emphasis. Underscores do neither within a word; marks beside spaces open and close nothing. */
function emphasis(
  open: Open[],
  mark: string,
  before: string,
  after: string,
  add: (text: string) => void,
): void {
  const within = mark.startsWith('_') && word.test(before) && word.test(after);
  const last = open[open.length - 1] as Open;
  if (last.mark === mark && !space.test(before) && !within && last.parts.length > 0) {
    open.pop();
    const kind = mark.length === 2 ? 'strong' : 'emphasis';
    (open[open.length - 1] as Open).parts.push({ kind, parts: last.parts });
  } else if (
    !space.test(after) &&
    !within &&
    open.length <= deepest &&
    !open.some((each) => each.mark === mark)
  ) {
    open.push({ mark, parts: [] });
  } else {
    add(mark);
  }
}

/** A mark that nothing closed is the text that it is. */
function giveUp(open: Open[]): void {
  const { mark, parts } = open.pop() as Open;
  (open[open.length - 1] as Open).parts.push({ kind: 'text', text: mark }, ...parts);
}
