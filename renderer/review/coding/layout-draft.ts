import type { CodingLayout, TagColor } from '../../../shared/annotation/layout.ts';
import { readTags, readValues, tagsText, valuesText } from './layout-text.ts';

/** A layout while a person edits it: values and tags as they type them. */
export interface LayoutDraft {
  readonly fields: readonly FieldDraft[];
  readonly tags: string;
  readonly colors: ReadonlyMap<string, TagColor>;
}

export interface FieldDraft {
  /** Identifies the field while its name changes. */
  readonly id: number;
  readonly name: string;
  readonly values: string;
  readonly required: boolean;
}

export function draftOf({ fields, tags }: CodingLayout): LayoutDraft {
  return {
    fields: fields.map(({ name, values, required }, id) => ({
      id,
      name,
      values: valuesText(values),
      required,
    })),
    tags: tagsText(tags),
    colors: new Map(tags.map(({ name, color }) => [name, color])),
  };
}

/** The layout that the draft stands for. Whether it is one, the engine says. */
export function layoutOf({ fields, tags, colors }: LayoutDraft): CodingLayout {
  return {
    fields: fields.map(({ name, values, required }) => ({
      name: name.trim(),
      values: readValues(values),
      required,
    })),
    tags: readTags(tags, colors),
  };
}

export function withNewField(draft: LayoutDraft): LayoutDraft {
  const id = Math.max(-1, ...draft.fields.map((field) => field.id)) + 1;
  return { ...draft, fields: [...draft.fields, { id, name: '', values: '', required: false }] };
}

export function withField(draft: LayoutDraft, id: number, part: Partial<FieldDraft>): LayoutDraft {
  return {
    ...draft,
    fields: draft.fields.map((field) => (field.id === id ? { ...field, ...part } : field)),
  };
}

export function withoutField(draft: LayoutDraft, id: number): LayoutDraft {
  return { ...draft, fields: draft.fields.filter((field) => field.id !== id) };
}

export function withColor(draft: LayoutDraft, tag: string, color: TagColor): LayoutDraft {
  return { ...draft, colors: new Map(draft.colors).set(tag, color) };
}
