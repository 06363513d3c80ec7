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
}

interface Look {
  readonly font: FontName;
  readonly bold: boolean;
  readonly small: boolean;
}

/** A word of more characters than this is broken where its column ends: hashes have no place to break. */
const longestWord = 12;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** What stands in an element, line by line, in runs. */
export function runsOf(element: Element, coverage: FontCoverage): Run[] {
  const runs: Run[] = [];
  const look = lookOf(element, { font: 'sans', bold: false, small: false });
  for (const child of element.children) collect(child, look, coverage, runs);
  const [first] = runs;
  if (first?.text === '\n') runs.shift();
  return runs;
}

function collect(node: Node, look: Look, coverage: FontCoverage, runs: Run[]): void {
  if (typeof node === 'string') {
    for (const { text, font } of coverage.pieces(node.replace(/\s*\n\s*/g, ' '), look.font)) {
      for (const part of text.split(/(\S+)/)) if (part !== '') runs.push(runOf(part, font, look));
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

function lookOf({ tag, classes }: Element, look: Look): Look {
  return {
    font: classes.includes('mono') || tag === 'code' ? 'mono' : look.font,
    bold: look.bold || tag === 'b' || tag === 'th' || tag === 'h3' || classes.includes('fail'),
    small: look.small || classes.includes('small') || tag === 'dt',
  };
}

function runOf(text: string, font: FontName, { bold, small }: Look): Run {
  return {
    ...{ text, font },
    // What says nothing of it takes it from the heading around it.
    ...(bold ? { bold } : {}),
    ...(small ? { fontSize: 6.5, color: '#444444' } : {}),
    ...(text.length > longestWord && !rightToLeft.test(text) ? { wordBreak: 'break-all' } : {}),
  };
}

/** How wide an element would like to be, in characters: its longest line. */
export function wishedWidth(element: Element): number {
  const lines = lineTexts(element);
  return Math.max(...lines.map((line) => line.trim().length), 3);
}

function lineTexts(element: Element): string[] {
  const blocks = element.children.map((child) =>
    typeof child !== 'string' && child.tag === 'div' ? `\n${textOf(child)}\n` : textOf(child),
  );
  return blocks.join('').split('\n');
}
