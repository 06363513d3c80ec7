import { X } from 'lucide-react';
import { type Ref, useId, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { CodingLayout } from '../../../shared/annotation/layout.ts';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';

interface Props {
  readonly tags: readonly string[];
  readonly layout: CodingLayout;
  readonly inputRef: Ref<HTMLInputElement>;
  /** True where it was put on. */
  readonly onTag: (tag: string) => Promise<boolean>;
  readonly onUntag: (tag: string) => void;
  readonly onLeave: () => void;
}

/** The entry's tags, and a field for another, which suggests those used in the case. */
export function TagField({ tags, layout, inputRef, onTag, onUntag, onLeave }: Props) {
  const { version } = useCase();
  const [text, setText] = useState('');
  const summary = useCall('annotation.summary', {}, version);
  const listId = useId();
  const words = strings.coding;
  const colours = new Map(layout.tags.map(({ name, color }) => [name, color]));
  const proposed = new Set([
    ...layout.tags.map(({ name }) => name),
    ...(summary.value?.tags ?? []).slice(0, 50).map(({ tag }) => tag),
  ]);
  for (const tag of tags) proposed.delete(tag);
  const add = async () => {
    const tag = text.trim();
    if (tag !== '' && (await onTag(tag))) setText('');
  };
  return (
    <div className="coding-field" role="group" aria-label={words.tags}>
      <span className="label">{words.tags}</span>
      <div className="coding-values">
        {tags.map((tag) => (
          <span key={tag} className="chip tag" data-color={colours.get(tag)}>
            <EvidenceLine text={tag} />
            <AriaButton className="chip-remove" aria-label={words.untag(tag)} onPress={() => onUntag(tag)}>
              <X size={14} />
            </AriaButton>
          </span>
        ))}
        <input
          ref={inputRef}
          className="field-input tag-input"
          aria-label={words.tag}
          placeholder={words.tag}
          list={listId}
          value={text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void add();
            if (event.key === 'Escape') onLeave();
          }}
        />
        <datalist id={listId}>
          {[...proposed].map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
    </div>
  );
}
