import { useState } from 'react';
import { deepintshield } from '../../shared/chain/catalogue.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Checkbox } from '../design/fields.tsx';
import { PathField } from '../files/path-field.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { wishedProfile } from './given-profile.ts';
import { isKeyUsable, KeyFields, keyBytes, noKey } from './key-fields.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { SelectionFields } from './selection-fields.tsx';
import { type VerifyChoices, type VerifyWish, wishOf } from './verify-choices.ts';

interface Props {
  readonly choices: VerifyChoices;
  readonly onChoices: (choices: VerifyChoices) => void;
  /** Whether there has been a verification since the case was opened. */
  readonly canReuse: boolean;
  /** The profile of the last verification, as the start of one's own. */
  readonly profile: ChainProfile | null;
  readonly onVerify: (wish: VerifyWish) => void;
  readonly onClose: () => void;
}

/** A verification that uses what a person knows: a key, a profile, which sources are selections, a receipt. */
export function VerifyDialog({ choices, onChoices, canReuse, profile, onVerify, onClose }: Props) {
  const { info } = useCase();
  const [key, setKey] = useState(noKey);
  const words = strings.integrity.with;
  const change = (part: Partial<VerifyChoices>) => onChoices({ ...choices, ...part });
  const wished = wishedProfile(choices.profile);
  const isReady = isKeyUsable(key) && wished !== null;
  const verify = () => {
    if (wished === null) return;
    onVerify(wishOf(choices, keyBytes(key), wished));
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      size="wide"
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" onPress={verify} isDisabled={!isReady}>
            {words.start}
          </Button>
        </>
      }
    >
      <div className="verify-columns">
        <div className="option-column">
          <KeyFields value={key} onChange={setKey} />
          <ProfileFields
            value={choices.profile}
            onChange={(chosen) => change({ profile: chosen })}
            template={profile ?? deepintshield}
          />
        </div>
        <div className="option-column">
          <SelectionFields
            value={choices.selections}
            onChange={(selections) => change({ selections })}
            sources={info.sources}
          />
          {canReuse && (
            <div className="option-group">
              <Checkbox checked={choices.reuse} onChange={(reuse) => change({ reuse })}>
                {words.reuse}
              </Checkbox>
              <p className="field-hint">{words.reuseHelp}</p>
            </div>
          )}
          <div className="option-group">
            <PathField
              label={words.receipt}
              path={choices.checkpoint}
              onPath={(checkpoint) => change({ checkpoint })}
              purpose="open"
              hint={words.receiptHint}
            />
            <PathField
              label={words.trust}
              path={choices.trust}
              onPath={(trust) => change({ trust })}
              purpose="open"
              hint={words.trustHint}
            />
          </div>
        </div>
      </div>
    </Dialog>
  );
}
