import type {
  PackContents,
  RedactionPreview,
  ScopeContents,
} from '../../../shared/contract/sealing-operations.ts';
import type { AppError } from '../../../shared/errors.ts';
import { faultOf } from '../../review/query/query-fault.ts';
import { strings } from '../../strings.ts';
import { sentence } from '../../text/sentence.ts';
import { isNumber, isPrefix, type SealDraft } from './draft.ts';
import { missingOf } from './rule-draft.ts';
import { scopeOf } from './scopes.ts';
import type { Secrets } from './secrets.ts';

const words = strings.seal;

export const stepNames = [
  'scope',
  'related',
  'redaction',
  'integrity',
  'numbers',
  'signer',
  'preview',
] as const;
export type StepName = (typeof stepNames)[number];

/** What to say beside a field. What is merely missing is not reported before somebody tries to go on. */
interface Issue {
  readonly text: string;
  readonly missing: boolean;
}

/** By field; empty if the step is complete. */
export type Issues = Readonly<Record<string, Issue>>;

/** Those to be shown. */
export function shownIssues(issues: Issues, tried: boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(issues).flatMap(([field, { text, missing }]) =>
      tried || !missing ? [[field, text]] : [],
    ),
  );
}

const missing = (text: string): Issue => ({ text, missing: true });
const wrong = (text: string): Issue => ({ text, missing: false });

/** What the engine has answered so far. */
export interface Facts {
  readonly scope: { readonly value: ScopeContents | null; readonly error: AppError | null };
  readonly redaction: { readonly value: RedactionPreview | null; readonly error: AppError | null };
  readonly contents: { readonly value: PackContents | null; readonly error: AppError | null };
}

/** What is missing or wrong at each step. */
export function issuesOf(
  draft: SealDraft,
  secrets: Secrets,
  facts: Facts,
): Readonly<Record<StepName, Issues>> {
  return {
    scope: scopeIssues(draft, facts),
    related: {},
    redaction: redactionIssues(draft, facts),
    integrity:
      (facts.scope.value?.integrity.blockingTotal ?? 0) > 0 && draft.integrityReason.trim() === ''
        ? { reason: missing(words.integrity.reasonRequired) }
        : {},
    numbers: numberIssues(draft, facts),
    signer: signerIssues(draft, secrets),
    preview: facts.contents.error === null ? {} : { contents: wrong(facts.contents.error.message) },
  };
}

function scopeIssues({ kind, choices }: SealDraft, { scope }: Facts): Issues {
  if (scopeOf(kind, choices) === null) return { [kind]: missing(words.scope.required) };
  const fault = kind === 'query' ? faultOf(choices.query) : null;
  if (fault !== null) return { query: wrong(said(fault.error)) };
  return scope.error?.code === 'INVALID_INPUT' ? { [kind]: wrong(said(scope.error)) } : {};
}

function redactionIssues(draft: SealDraft, { redaction }: Facts): Issues {
  const { rules, choices, disclosing } = draft;
  const issues: Record<string, Issue> = {};
  for (const [place, rule] of rules.entries()) {
    for (const part of missingOf(rule, choices.selection))
      issues[`redaction.${place}.${part}`] = missing(words.redaction.required[part]);
    const fault = rule.on === 'query' && rule.query.trim() !== '' ? faultOf(rule.query) : null;
    if (fault !== null) issues[`redaction.${place}.query`] = wrong(said(fault.error));
  }
  const { error } = redaction;
  if (error !== null && Object.keys(issues).length === 0)
    issues[fieldOf(error) ?? 'redaction'] = wrong(said(error));
  const shown = redaction.value?.privilegedShown ?? 0;
  if (shown > 0 && !disclosing) issues['privileged'] = missing(words.redaction.decide);
  return issues;
}

function numberIssues({ number, bates }: SealDraft, { contents: { error } }: Facts): Issues {
  const issues: Record<string, Issue> = {};
  if (!isNumber(number)) issues['number'] = wrong(words.numbers.numberWrong);
  if (bates.on && !isPrefix(bates.prefix))
    issues['prefix'] =
      bates.prefix === '' ? missing(words.numbers.prefixWrong) : wrong(words.numbers.prefixWrong);
  if (bates.on && !isNumber(bates.start)) issues['start'] = wrong(words.numbers.startWrong);
  // Only the engine can tell whether numbers are taken.
  const field = error === null ? null : fieldOf(error);
  if (error !== null && (field === 'number' || field === 'start') && issues[field] === undefined) {
    issues[field] = wrong(said(error));
  }
  return issues;
}

function signerIssues({ newKey, key, p12, out }: SealDraft, secrets: Secrets): Issues {
  const issues: Record<string, Issue> = {};
  if (key.trim() === '') issues['key'] = missing(words.signer.keyRequired);
  if (secrets.passphrase === '') issues['passphrase'] = missing(words.signer.passphraseRequired);
  if (newKey) {
    if (secrets.passphrase.length < shortestPassphrase)
      issues['passphrase'] = missing(words.signer.tooShort(shortestPassphrase));
    if (secrets.again !== secrets.passphrase) issues['again'] = missing(words.signer.differs);
  }
  if (p12.on && p12.path.trim() === '') issues['p12'] = missing(words.signer.p12Required);
  if (out.trim() === '') issues['out'] = missing(words.signer.outRequired);
  else if (!isAbsolute(out)) issues['out'] = wrong(words.signer.outRelative);
  return issues;
}

/** What is required of a passphrase here; a longer one is welcome. */
export const shortestPassphrase = 8;

/** The engine knows no folder that a relative path could refer to. */
function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** The part of the request that the engine objects to. */
export function fieldOf({ details }: AppError): string | null {
  const field = details?.['field'];
  return typeof field === 'string' ? field : null;
}

export function said({ message, next }: AppError): string {
  return `${sentence(message)} ${sentence(next)}`;
}
