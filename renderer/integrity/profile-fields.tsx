import { FolderOpen, Save } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { catalogue, namedProfiles, withoutNulls } from '../../shared/chain/catalogue.ts';
import { otherMakers } from '../../shared/chain/other-makers.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { saveText } from '../files/save-text.ts';
import { strings } from '../strings.ts';
import { type GivenProfile, own, readProfileText } from './given-profile.ts';

const found = 'found';
const names = [
  ...namedProfiles.map(({ name }) => name),
  ...[...catalogue, ...withoutNulls, ...otherMakers].map(({ name }) => name),
];
/** How many characters of a file are loaded: a profile has a few hundred. */
const longestProfile = 1 << 20;

interface Props {
  readonly value: GivenProfile;
  readonly onChange: (profile: GivenProfile) => void;
  /** What the editor starts with: the profile of the last verification. */
  readonly template: ChainProfile;
}

/** How the chain was made: to be detected, chosen by name, or written out, with errors shown at once. */
export function ProfileFields({ value, onChange, template }: Props) {
  const words = strings.integrity.with;
  const select = (chosen: string) => {
    if (chosen === found) return onChange({ ...value, choice: null });
    const text = chosen === own && value.text === '' ? `${JSON.stringify(template, null, 2)}\n` : value.text;
    onChange({ choice: chosen, text });
  };
  const load = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChange({ choice: own, text: await file.slice(0, longestProfile).text() });
  };
  return (
    <div className="option-group">
      <Select
        label={words.profile}
        value={value.choice ?? found}
        onChange={select}
        options={[
          { value: found, text: words.found },
          { value: own, text: words.own },
          ...names.map((name) => ({ value: name, text: name })),
        ]}
      />
      {value.choice === own && (
        <>
          <Validity text={value.text} />
          <TextField
            label={words.profileText}
            value={value.text}
            onChange={(text) => onChange({ ...value, text })}
            lines={14}
            mono
          />
          <div className="panel-actions">
            <FileTrigger
              acceptedFileTypes={['.json', 'application/json']}
              onSelect={(files) => void load(files)}
            >
              <Button look="quiet">
                <FolderOpen size={14} aria-hidden="true" /> {words.load}
              </Button>
            </FileTrigger>
            <Button look="quiet" onPress={() => saveText('chain-profile.json', value.text)}>
              <Save size={14} aria-hidden="true" /> {words.save}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Validity({ text }: { readonly text: string }) {
  const profile = readProfileText(text);
  const isSound = typeof profile !== 'string';
  return (
    <div role="status" className="validity">
      <StateMark tone={isSound ? 'good' : 'bad'}>
        {isSound ? strings.integrity.with.sound : profile}
      </StateMark>
    </div>
  );
}
