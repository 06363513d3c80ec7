import { z } from 'zod';
import type { Bates } from '../../shared/contract/pack-operations.ts';
import { annotationKinds } from '../../shared/pack/lines.ts';
import { relatedReasons } from '../../shared/pack/scope.ts';
import { ruleDraftSchema } from './redaction/rule-draft.ts';
import { proposedKind, type ScopeChoices, scopeKinds } from './scopes.ts';

const text = z.string();

const draftSchema = z.object({
  kind: z.enum(scopeKinds),
  choices: z.object({ claim: text, image: text, query: text, selection: z.array(z.number()) }),
  /** Reasons for which related entries go in; null until somebody has looked at them: the pack says nothing of them then. */
  related: z.array(z.enum(relatedReasons)).nullable(),
  rules: z.array(ruleDraftSchema),
  annotations: z.object({ kinds: z.array(z.enum(annotationKinds)), privilegedNotes: z.boolean() }),
  /** Somebody has said that privileged entries go out as they are. */
  disclosing: z.boolean(),
  integrityReason: text,
  number: text,
  /** Whether the report is in the pack as pages to print too. */
  pdf: z.boolean(),
  bates: z.object({ on: z.boolean(), prefix: text, start: text }),
  /** Whether the key is to be made, and where it is or will be. */
  newKey: z.boolean(),
  key: text,
  p12: z.object({ on: z.boolean(), path: text }),
  /** Whether the timestamp request is written beside the pack. */
  request: z.boolean(),
  /** Empty for the name that is proposed. */
  out: text,
});

/** What a person has said on the way to a pack. Passphrases are not of it: they are kept nowhere. */
export type SealDraft = z.output<typeof draftSchema>;

interface Habits {
  /** Of the last pack of the case that has numbers. */
  readonly lastPrefix: string | null;
  /** The key that was used last; empty where there was none. */
  readonly lastKey: string;
  /** Where a new key would be put. */
  readonly newKey: string;
}

export function newDraft(choices: ScopeChoices, { lastPrefix, lastKey, newKey }: Habits): SealDraft {
  return {
    kind: proposedKind(choices),
    choices: { ...choices, selection: [...choices.selection] },
    related: null,
    rules: [],
    annotations: { kinds: [...annotationKinds], privilegedNotes: false },
    disclosing: false,
    integrityReason: '',
    number: '',
    pdf: false,
    bates: { on: lastPrefix !== null, prefix: lastPrefix ?? '', start: '' },
    newKey: lastKey === '',
    key: lastKey === '' ? newKey : lastKey,
    p12: { on: false, path: '' },
    request: false,
    out: '',
  };
}

/** What was kept, where it reads. */
export function readDraft(stored: unknown): SealDraft | null {
  return draftSchema.safeParse(stored).data ?? null;
}

/** As the contract has it (`batesSchema`). */
const prefixForm = /^[A-Za-z][A-Za-z0-9._-]{0,19}$/;
const numberForm = /^[1-9]\d{0,8}$/;

export function isPrefix(prefix: string): boolean {
  return prefixForm.test(prefix);
}

/** Empty is the next one. */
export function isNumber(number: string): boolean {
  return number === '' || numberForm.test(number);
}

/** Undefined where none are wanted, or while they do not read. */
export function batesOf({ bates: { on, prefix, start } }: SealDraft): Bates | undefined {
  if (!on || !isPrefix(prefix) || !isNumber(start)) return undefined;
  return { prefix, ...(start === '' ? {} : { start: Number(start) }) };
}

export function numberOf({ number }: SealDraft): number | undefined {
  return number !== '' && isNumber(number) ? Number(number) : undefined;
}
