import type { StepName } from './draft/issues.ts';
import { IntegrityStep } from './steps/integrity-step.tsx';
import { NumbersStep } from './steps/numbers-step.tsx';
import { PreviewStep } from './steps/preview-step.tsx';
import { RedactionStep } from './steps/redaction-step.tsx';
import { RelatedStep } from './steps/related-step.tsx';
import { ScopeStep } from './steps/scope-step.tsx';
import { SignerStep } from './steps/signer-step.tsx';
import type { StepProps } from './steps/step.tsx';
import type { useSealing } from './use-sealing.ts';

interface Props {
  readonly step: StepName;
  readonly props: StepProps;
  readonly sealing: ReturnType<typeof useSealing>;
  readonly newKey: string;
  readonly lastKey: string;
}

export function StepContent({ step, props, sealing, newKey, lastKey }: Props) {
  switch (step) {
    case 'scope':
      return <ScopeStep {...props} />;
    case 'related':
      return <RelatedStep {...props} />;
    case 'redaction':
      return <RedactionStep {...props} />;
    case 'integrity':
      return <IntegrityStep {...props} />;
    case 'numbers':
      return <NumbersStep {...props} />;
    case 'signer': {
      const { secrets, changeSecrets, opened, error } = sealing;
      const keys = { secrets, onSecrets: changeSecrets, opened, error };
      return <SignerStep {...props} {...keys} newKey={newKey} lastKey={lastKey} />;
    }
    case 'preview':
      return <PreviewStep {...props} opened={sealing.opened} />;
  }
}
