import { fileName } from '../../files/paths.ts';
import { scopeText } from '../../packs/scope-text.ts';
import { strings } from '../../strings.ts';
import { counted } from '../../text/numbers.ts';
import type { SealDraft } from './draft.ts';
import type { StepName } from './issues.ts';
import type { Plan } from './use-plan.ts';

/** The choices at each step, in a few words; empty if there is nothing to say. */
export function summariesOf(
  draft: SealDraft,
  { scopeAsked, scope, redaction, contents }: Plan,
): Readonly<Record<StepName, string>> {
  const words = strings.seal.summaries;
  const entries = scope.value === null ? '' : ` · ${counted(scope.value.entries, 'entry', 'entries')}`;
  const integrity = scope.value?.integrity;
  const bates = contents.value?.bates;
  return {
    scope: scopeAsked === null ? '' : `${scopeText(scopeAsked)}${entries}`,
    related: draft.related === null ? words.notLooked : words.related(draft.related.length),
    redaction:
      draft.rules.length > 0
        ? redaction.value === null
          ? ''
          : words.staysBack(redaction.value.withheld, redaction.value.masked)
        : words.nothingBack,
    integrity:
      integrity === undefined
        ? ''
        : integrity.verified === null
          ? words.unverified
          : words.blocking(integrity.blockingTotal),
    numbers: bates ? strings.seal.numbers.range(bates.first, bates.last) : words.noBates,
    signer: fileName(draft.key),
    preview: '',
  };
}
