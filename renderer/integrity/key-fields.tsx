import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { utf8 } from '../../shared/bytes/encoding.ts';
import { deepintshieldKeyBytes } from '../../shared/chain/catalogue.ts';
import { keyLimit, keyReadings } from '../../shared/chain/key.ts';
import { Button } from '../design/button.tsx';
import { Checkbox, Choice, TextField } from '../design/fields.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';

export type KeyKind = 'none' | 'typed' | 'file';
const kinds: readonly KeyKind[] = ['none', 'typed', 'file'];

/** A key as it was entered; it lives as long as the dialog and is stored nowhere. */
export interface GivenKey {
  readonly kind: KeyKind;
  readonly text: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
}

export const noKey: GivenKey = { kind: 'none', text: '', file: null };

/** The bytes to try; null if no key is wanted, or none has been entered yet. */
export function keyBytes({ kind, text, file }: GivenKey): Uint8Array | null {
  if (kind === 'typed') return text === '' ? null : utf8(text);
  return kind === 'file' ? (file?.bytes ?? null) : null;
}

/** Whether verification can start with what was entered. */
export function isKeyUsable(key: GivenKey): boolean {
  const bytes = keyBytes(key);
  if (key.kind === 'none') return true;
  return bytes !== null && bytes.length <= keyLimit && keyReadings(bytes).length > 0;
}

interface Props {
  readonly value: GivenKey;
  readonly onChange: (key: GivenKey) => void;
}

/** A key, typed, pasted or from a file on the person's machine, and how it would be read. */
export function KeyFields({ value, onChange }: Props) {
  const [shown, setShown] = useState(false);
  const words = strings.integrity.with;
  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    // One byte more than a key may have shows that it is too long.
    const bytes = new Uint8Array(await file.slice(0, keyLimit + 1).arrayBuffer());
    onChange({ ...value, kind: 'file', file: { name: file.name, bytes } });
  };
  return (
    <div className="option-group">
      <Choice
        label={words.key}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind })}
        options={kinds.map((kind) => ({ value: kind, text: words.keys[kind] }))}
      />
      {value.kind === 'typed' && (
        <>
          <TextField
            label={words.keyText}
            type={shown ? 'text' : 'password'}
            value={value.text}
            onChange={(text) => onChange({ ...value, text })}
            mono
            maxLength={keyLimit}
          />
          <Checkbox checked={shown} onChange={setShown}>
            {words.showKey}
          </Checkbox>
        </>
      )}
      {value.kind === 'file' && (
        <div className="panel-actions">
          <FileTrigger onSelect={(files) => void choose(files)}>
            <Button>{words.chooseKey}</Button>
          </FileTrigger>
          {value.file && <EvidenceLine text={words.keyFile(value.file.name, value.file.bytes.length)} />}
        </div>
      )}
      {value.kind !== 'none' && (
        <>
          <Taken given={value} />
          <p className="field-hint">{words.keyKept}</p>
        </>
      )}
    </div>
  );
}

function Taken({ given }: { readonly given: GivenKey }) {
  const words = strings.integrity.with;
  const bytes = keyBytes(given);
  if (bytes === null) return null;
  const [first, ...others] = bytes.length > keyLimit ? [] : keyReadings(bytes);
  if (first === undefined) return <StateMark tone="bad">{words.keyUnusable}</StateMark>;
  return (
    <div role="status">
      <StateMark tone="none">{words.keyTaken(first.form, first.bytes.length)}</StateMark>
      {others.length > 0 && <p className="field-hint">{words.keyOthers}</p>}
      {first.bytes.length < deepintshieldKeyBytes && (
        <StateMark tone="warn">{words.keyShort(deepintshieldKeyBytes)}</StateMark>
      )}
    </div>
  );
}
