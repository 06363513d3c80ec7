import { useState } from 'react';
import { deepintshield } from '../../shared/chain/catalogue.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/fields.tsx';
import { wishedProfile } from '../integrity/given-profile.ts';
import { isKeyUsable, KeyFields, keyBytes, noKey } from '../integrity/key-fields.tsx';
import { ProfileFields } from '../integrity/profile-fields.tsx';
import { noChoices, type VerifyWish, wishOf } from '../integrity/verify-choices.ts';
import { strings } from '../strings.ts';
import '../integrity/screen.css';

interface Props {
  /** What the check found, to begin an own profile with. */
  readonly profile: ChainProfile | null;
  readonly onCheck: (wish: VerifyWish) => void;
}

/** What a person knows of the chain of a file that is no case: a key, a profile, that it is a selection. */
export function CheckOptions({ profile, onCheck }: Props) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(noKey);
  const [choices, setChoices] = useState(noChoices);
  const words = strings.check;
  if (!open) {
    return (
      <Button look="link" onPress={() => setOpen(true)}>
        {words.options}
      </Button>
    );
  }
  const wished = wishedProfile(choices.profile);
  const check = () => {
    if (wished === null) return;
    const { partial, chain } = wishOf(choices, keyBytes(key), wished);
    onCheck({ partial, ...(chain === undefined ? {} : { chain }) });
    setKey(noKey);
  };
  return (
    <section className="verify-columns check-options">
      <KeyFields value={key} onChange={setKey} />
      <div className="option-group">
        <ProfileFields
          value={choices.profile}
          onChange={(chosen) => setChoices({ ...choices, profile: chosen })}
          template={profile ?? deepintshield}
        />
        <Checkbox
          checked={choices.selections.every}
          onChange={(every) => setChoices({ ...choices, selections: { every, sources: [] } })}
        >
          {words.selection}
        </Checkbox>
        <div className="panel-actions">
          <Button look="primary" onPress={check} isDisabled={!isKeyUsable(key) || wished === null}>
            {words.again}
          </Button>
        </div>
      </div>
    </section>
  );
}
