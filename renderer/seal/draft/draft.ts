import { z } from 'zod';
import type { Bates } from '../../../shared/contract/pack-operations.ts';
import { annotationKinds } from '../../../shared/pack/lines.ts';
import { relatedReasons } from '../../../shared/pack/scope.ts';
import { ruleDraftSchema } from './rule-draft.ts';
import { proposedKind, type ScopeChoices, scopeKinds } from './scopes.ts';

const text = z.string();

const draftSchema = z.object({
  kind: z.enum(scopeKinds),
  choices: z.object({ claim: text, image: text, query: text, selection: z.array(z.number()) }),
  /**
   * Reasons for which related entries go in; null until somebody has looked at them: until then the pack says nothing
   * about them.
   */
  related: z.array(z.enum(relatedReasons)).nullable(),
  rules: z.array(ruleDraftSchema),
  annotations: z.object({ kinds: z.array(z.enum(annotationKinds)), privilegedNotes: z.boolean() }),
  /** Somebody has confirmed that privileged entries go out as they are. */
  disclosing: z.boolean(),
  integrityReason: text,
  number: text,
  /** Whether the pack also has the report as printable pages. */
  pdf: z.boolean(),
  bates: z.object({ on: z.boolean(), prefix: text, start: text }),
  /** Whether the key is to be created, and where it is or will be. */
  newKey: z.boolean(),
  key: text,
  p12: z.object({ on: z.boolean(), path: text }),
  /** Whether to write the timestamp request beside the pack. */
  request: z.boolean(),
  /** Empty for the suggested name. */
  out: text,
});

/** A person's choices on the way to a pack. Passphrases are not part of it: they are stored nowhere. */
export type SealDraft = z.output<typeof draftSchema>;

interface Habits {
  /** Of the last numbered pack of the case. */
  readonly lastPrefix: string | null;
  /** The key that was used last; empty if none was. */
  readonly lastKey: string;
  /** Where a new key would be created. */
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

/** What was stored, if it can be read. */
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

/** Undefined if none are wanted, or while they are invalid. */
export function batesOf({ bates: { on, prefix, start } }: SealDraft): Bates | undefined {
  if (!on || !isPrefix(prefix) || !isNumber(start)) return undefined;
  return { prefix, ...(start === '' ? {} : { start: Number(start) }) };
}

export function numberOf({ number }: SealDraft): number | undefined {
  return number !== '' && isNumber(number) ? Number(number) : undefined;
}
