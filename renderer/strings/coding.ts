import type { TagColor } from '../../shared/annotation/layout.ts';
import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const entries = (count: number) => counted(count, 'entry', 'entries');

export const codingWords = {
  panel: 'Coding',
  onSelected: (count: number) => `on ${entries(count)}`,
  heldByAll: '· shows what all have',
  readOnly: 'The case is open read-only: it cannot be annotated.',
  closed: 'The case is closed: nothing can be annotated until it is reopened.',
  required: 'required',
  clear: (field: string) => `Clear ${visibleLine(field)}`,
  freeText: (field: string) => `${visibleLine(field)}, Enter saves`,
  tags: 'Tags',
  tag: 'Add a tag, Enter saves',
  untag: (tag: string) => `Remove the tag ${visibleLine(tag)}`,
  note: 'Note',
  notePlaceholder: 'Write a note, Ctrl+Enter saves',
  saveNote: 'Save note',
  reviewed: 'Reviewed',
  edit: 'Change the coding fields…',

  gave: {
    note: (count: number) => `Note saved on ${entries(count)}`,
    tag: (tag: string, count: number) => `Tagged ${visibleLine(tag)}: ${entries(count)}`,
    untag: (tag: string, count: number) => `Tag ${visibleLine(tag)} removed: ${entries(count)}`,
    code: (field: string, value: string, count: number) =>
      value === ''
        ? `${visibleLine(field)} cleared: ${entries(count)}`
        : `${visibleLine(field)}: ${visibleLine(value)}, ${entries(count)}`,
    reviewed: (on: boolean, count: number) => `${on ? 'Reviewed' : 'Not reviewed'}: ${entries(count)}`,
  },
  undo: 'Undo',
  undone: (seq: number) => `Annotation #${countText(seq)} undone; both stay in the history`,
  nothingToRepeat: 'There is no coding to repeat yet',
  again: (count: number) => `Try again: ${counted(count, 'annotation')} not saved yet`,
  notSaved: (count: number) => `${counted(count, 'annotation')} not saved`,
  tryAgain: 'Try again',
  restored: (count: number) =>
    `${counted(count, 'annotation')} could not be saved before this page was loaded again. ${count === 1 ? 'It is' : 'They are'} still here.`,
  leaves: (count: number) =>
    `${counted(count, 'annotation')} could not be written to this case yet. If you leave it now, ${count === 1 ? 'it is' : 'they are'} lost. Leave it?`,
  noPrivilege: 'No coding field is called privilege',

  bulk: {
    title: (count: number) => `Annotate ${entries(count)}?`,
    help: 'This is recorded as one event in the history of each of these entries. It can be undone.',
    confirm: (count: number) => `Annotate ${entries(count)}`,
  },

  layout: {
    title: 'Coding fields',
    help: 'The codes that reviewers of this case can give. From now on a code must be one of these; codes given before stay.',
    field: 'Field',
    values:
      'Values, one per line; start a line with a digit and a colon to give it a key, such as 1: relevant',
    requiredField: 'Required: an entry counts as reviewed once this is coded',
    tags: 'Tags, one per line',
    colors: 'Colours of the tags',
    colorNames: {
      gray: 'Gray',
      red: 'Red',
      orange: 'Orange',
      yellow: 'Yellow',
      green: 'Green',
      teal: 'Teal',
      blue: 'Blue',
      purple: 'Purple',
      pink: 'Pink',
    } satisfies Record<TagColor, string>,
    addField: 'Add a field',
    removeField: (name: string) => `Remove the field ${visibleLine(name)}`,
    save: 'Save the coding fields',
  },
} as const;
