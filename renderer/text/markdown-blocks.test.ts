import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from './markdown-blocks.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const paragraph = (...parts: Inline[]): Block => ({ kind: 'paragraph', parts });
const plain = (words: string) => paragraph(text(words));

describe('a note in Markdown', () => {
  it.each<[string, Block[]]>([
    ['', []],
    ['one\ntwo\n\nthree', [plain('one\ntwo'), plain('three')]],
    ['# Title\ntext', [{ kind: 'heading', level: 1, parts: [text('Title')] }, plain('text')]],
    ['#no heading', [plain('#no heading')]],
    ['a\n\n---\n***', [plain('a'), { kind: 'rule' }, { kind: 'rule' }]],
    ['```js\n# *a*\n\n```\nb', [{ kind: 'code', about: 'js', text: '# *a*\n' }, plain('b')]],
    ['~~~\nopen', [{ kind: 'code', about: '', text: 'open' }]],
    [
      '> a\n> > b\nc',
      [{ kind: 'quote', blocks: [plain('a'), { kind: 'quote', blocks: [plain('b')] }] }, plain('c')],
    ],
    [
      '- a\n  more\n- b\n\n  c\n\n1. d',
      [
        { kind: 'list', first: null, items: [[plain('a\nmore')], [plain('b'), plain('c')]] },
        { kind: 'list', first: 1, items: [[plain('d')]] },
      ],
    ],
    ['7) a\n8) b', [{ kind: 'list', first: 7, items: [[plain('a')], [plain('b')]] }]],
    [
      '- a\n  - b\n- c',
      [
        {
          kind: 'list',
          first: null,
          items: [[plain('a'), { kind: 'list', first: null, items: [[plain('b')]] }], [plain('c')]],
        },
      ],
    ],
  ])('%j has these blocks', (note, blocks) => {
    expect(parseMarkdown(note)).toEqual(blocks);
  });

  it.each<[string, Inline[]]>([
    ['a *b* c', [text('a '), { kind: 'emphasis', parts: [text('b')] }, text(' c')]],
    [
      '**b** __c__',
      [{ kind: 'strong', parts: [text('b')] }, text(' '), { kind: 'strong', parts: [text('c')] }],
    ],
    [
      '*a **b** c*',
      [{ kind: 'emphasis', parts: [text('a '), { kind: 'strong', parts: [text('b')] }, text(' c')] }],
    ],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['*open', [text('*'), text('open')]],
    ['`a *b*` ``c ` d``', [{ kind: 'code', text: 'a *b*' }, text(' '), { kind: 'code', text: 'c ` d' }]],
    ['`open', [text('`open')]],
    ['\\*a\\* \\q', [text('*a* \\q')]],
    [
      '<script>alert(1)</script> &lt; [a](javascript:x) ![i](y)',
      [text('<script>alert(1)</script> &lt; [a](javascript:x) ![i](y)')],
    ],
  ])('%j has these parts', (line, parts) => {
    expect(parseMarkdown(line)).toEqual([{ kind: 'paragraph', parts }]);
  });

  const wordsOf = (blocks: readonly Block[]): string =>
    blocks
      .map((block) => {
        if (block.kind === 'code') return block.about + block.text;
        if (block.kind === 'quote') return wordsOf(block.blocks);
        if (block.kind === 'list') return block.items.map(wordsOf).join('');
        return block.kind === 'rule' ? '' : inlineWords(block.parts);
      })
      .join('');
  const inlineWords = (parts: readonly Inline[]): string =>
    parts.map((part) => ('parts' in part ? inlineWords(part.parts) : part.text)).join('');

  it('loses no letter, and never fails', () => {
    const piece = fc.constantFrom(
      'a',
      'Z',
      '\u202e',
      '*',
      '**',
      '_',
      '`',
      '```',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '1. ',
      '# ',
      ' ',
      '\\',
      '<b>',
      '💥',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const note = pieces.join('');
        const letters = (each: string) => [...each].filter((c) => 'aZ<b💥\u202e'.includes(c)).join('');
        expect(letters(wordsOf(parseMarkdown(note)))).toBe(letters(note));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['marks', '*_**`'.repeat(250_000)],
    ['open backquotes', Array.from({ length: 2_000 }, (_, n) => '`'.repeat(n % 400)).join(' ')],
    ['quotations in each other', '>'.repeat(200_000)],
    ['lists in each other', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}- a`).join('\n')],
    ['open brackets', '['.repeat(1_000_000)],
    ['items', '- a\n'.repeat(250_000)],
    ['stars and spaces', '* '.repeat(500_000)],
  ])('of a megabyte of %s is read at once', (_, note) => {
    expect(parseMarkdown(note).length).toBeGreaterThan(0);
  });
});
