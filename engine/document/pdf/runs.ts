import type { FontCoverage, FontName } from './fonts.ts';
import { type Element, type Node, textOf } from './markup.ts';

/** Text of one look, as the library takes it. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
  readonly bold?: boolean;
  readonly fontSize?: number;
  readonly color?: string;
  readonly wordBreak?: 'break-all';
  readonly noWrap?: boolean;
  /** The place in the document that a click leads to. */
  readonly linkToDestination?: string;
}

/** How text is set. */
export interface Setting {
  readonly coverage: FontCoverage;
  /** Words and spaces by themselves, long words character by character, and not word by word as the library does it. */
  readonly isFine: boolean;
}

interface Look {
  readonly font: FontName;
  readonly bold: boolean;
  readonly small: boolean;
  readonly large: boolean;
  readonly isWhole: boolean;
  readonly place: string | null;
  readonly isFine: boolean;
}

const plain: Omit<Look, 'isFine'> = {
  font: 'sans',
  bold: false,
  small: false,
  large: false,
  isWhole: false,
  place: null,
};

/** A word of more characters than this is broken where its column ends: hashes have no place to break. */
const longestWord = 12;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** What stands in an element, line by line, in runs. */
export function runsOf(element: Element, setting: Setting): Run[] {
  const runs: Run[] = [];
  const look = lookOf(element, { ...plain, isFine: setting.isFine });
  for (const child of element.children) collect(child, look, setting.coverage, runs);
  const [first] = runs;
  if (first?.text === '\n') runs.shift();
  return runs;
}

function collect(node: Node, look: Look, coverage: FontCoverage, runs: Run[]): void {
  if (typeof node === 'string') {
    for (const { text, font } of coverage.pieces(node.replace(/\s*\n\s*/g, ' '), look.font)) {
      const parts = look.isFine ? text.split(/(\S+)/) : [text];
      for (const part of parts) if (part !== '') runs.push(runOf(part, font, look));
    }
    return;
  }
  if (node.tag === 'br') {
    runs.push(runOf('\n', look.font, look));
    return;
  }
  if (node.tag === 'div') runs.push(runOf('\n', look.font, look));
  const inner = lookOf(node, look);
  for (const child of node.children) collect(child, inner, coverage, runs);
}

function lookOf({ tag, classes, attributes: { href } }: Element, look: Look): Look {
  return {
    ...look,
    font: classes.includes('mono') || tag === 'code' ? 'mono' : look.font,
    bold: look.bold || tag === 'b' || tag === 'th' || tag === 'h3' || classes.includes('fail'),
    small: look.small || classes.includes('small') || tag === 'dt',
    large: look.large || classes.includes('value'),
    isWhole: look.isWhole || classes.includes('whole'),
    // Documents link to their own places alone.
    place: href?.startsWith('#') ? href.slice(1) : look.place,
  };
}

function runOf(text: string, font: FontName, { bold, small, large, isWhole, place, isFine }: Look): Run {
  return {
    ...{ text, font },
    // What says nothing of it takes it from the heading around it.
    ...(bold || large ? { bold: true } : {}),
    ...(large ? { fontSize: 13 } : {}),
    ...(small ? { fontSize: 6.5, color: '#444444' } : {}),
    ...(isWhole ? { noWrap: true } : {}),
    ...(place === null ? {} : { linkToDestination: place }),
    ...(isFine && text.length > longestWord && !rightToLeft.test(text) ? { wordBreak: 'break-all' } : {}),
  };
}

/** How wide an element would like to be, in characters: its longest line. */
export function wishedWidth(element: Element): number {
  const lines = lineTexts(element);
  return Math.max(...lines.map((line) => line.trim().length), 3);
}

/** How many lines an element takes where so many characters stand in each. */
export function linesOf(element: Element, characters: number): number {
  return lineTexts(element).reduce((sum, line) => sum + Math.ceil(line.trim().length / characters), 0);
}

function lineTexts(element: Element): string[] {
  const blocks = element.children.map((child) =>
    typeof child !== 'string' && child.tag === 'div' ? `\n${textOf(child)}\n` : textOf(child),
  );
  return blocks.join('').split('\n');
}
