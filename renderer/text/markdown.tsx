import { useMemo } from 'react';
import { Segments } from './evidence.tsx';
import { type Block, type Inline, parseMarkdown } from './markdown-blocks.ts';
import { visibleLines } from './visible-text.ts';
import './markdown.css';

/**
 * A note as its author laid it out. It becomes elements of a few kinds and text, never HTML: nothing in it can be pressed,
 * loaded or run, and what is invisible in it is shown by name.
 */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div className="markdown foreign">
      <Blocks blocks={blocks} />
    </div>
  );
}

/** Blocks and parts stay where they are: their places are their keys. */
function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: nothing is ever moved
  return blocks.map((block, at) => <BlockView key={at} block={block} />);
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Parts parts={block.parts} />
        </p>
      );
    case 'heading':
      // A note stands under headings of the page: its own are weight, not structure.
      return (
        <p dir="auto" className="markdown-heading" data-level={block.level}>
          <Parts parts={block.parts} />
        </p>
      );
    case 'code':
      return (
        <pre dir="auto">
          {block.about !== '' && (
            <span className="label">
              <Segments segments={visibleLines(block.about)} />
              {'\n'}
            </span>
          )}
          <Segments segments={visibleLines(block.text)} />
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing is ever moved
        <li key={at}>
          <Blocks blocks={item} />
        </li>
      ));
      return block.first === null ? <ul>{items}</ul> : <ol start={block.first}>{items}</ol>;
    }
    case 'rule':
      return <hr />;
  }
}

function Parts({ parts }: { readonly parts: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: nothing is ever moved
  return parts.map((part, at) => <PartView key={at} part={part} />);
}

function PartView({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case 'text':
      return <Segments segments={visibleLines(part.text)} />;
    case 'code':
      return (
        <code>
          <Segments segments={visibleLines(part.text)} />
        </code>
      );
    case 'emphasis':
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      );
    case 'strong':
      return (
        <strong>
          <Parts parts={part.parts} />
        </strong>
      );
  }
}
