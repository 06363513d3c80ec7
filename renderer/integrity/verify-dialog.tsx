import { useState } from 'react';
import { toBase64 } from '../../shared/bytes/encoding.ts';
import { deepintshield } from '../../shared/chain/catalogue.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Checkbox } from '../design/fields.tsx';
import { PathField } from '../files/path-field.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { type GivenProfile, noProfile, wishedProfile } from './given-profile.ts';
import { isKeyUsable, KeyFields, keyBytes, noKey } from './key-fields.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { noSelections, SelectionFields, type Selections } from './selection-fields.tsx';

export type VerifyWish = Pick<
  InputOf<Operations['verify.run']>,
  'chain' | 'partial' | 'selections' | 'checkpoint' | 'trust' | 'reuse'
>;

/** What was chosen before, so that it need not be chosen again. Never the key. */
export interface VerifyChoices {
  readonly profile: GivenProfile;
  readonly selections: Selections;
  readonly checkpoint: string;
  readonly trust: string;
  /** Whether what was derived before is not derived again. */
  readonly reuse: boolean;
}

export const noChoices: VerifyChoices = {
  profile: noProfile,
  selections: noSelections,
  checkpoint: '',
  trust: '',
  reuse: false,
};

interface Props {
  readonly choices: VerifyChoices;
  readonly onChoices: (choices: VerifyChoices) => void;
  /** Whether anything was verified since the case was opened. */
  readonly canReuse: boolean;
  /** The profile of the last verification, to begin an own one with. */
  readonly profile: ChainProfile | null;
  readonly onVerify: (wish: VerifyWish) => void;
  readonly onClose: () => void;
}

/** A verification with what a person knows: a key, a profile, which sources are selections, a receipt. */
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

function wishOf(
  { selections, checkpoint, trust, reuse }: VerifyChoices,
  key: Uint8Array | null,
  profile: ChainProfile | string | undefined,
): VerifyWish {
  const chain = {
    ...(key === null ? {} : { hmacKey: toBase64(key) }),
    ...(profile === undefined ? {} : { profile }),
  };
  return {
    partial: selections.every,
    reuse: reuse ? 'unchanged' : 'nothing',
    ...(selections.every || selections.sources.length === 0 ? {} : { selections: [...selections.sources] }),
    ...(key === null && profile === undefined ? {} : { chain }),
    ...(checkpoint.trim() === '' ? {} : { checkpoint: checkpoint.trim() }),
    ...(trust.trim() === '' ? {} : { trust: trust.trim() }),
  };
}
