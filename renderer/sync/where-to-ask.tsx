import { syncSystems } from '../../shared/domain/sync.ts';
import { Checkbox, TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { PathField } from '../files/path-field.tsx';
import { strings } from '../strings.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { type SyncWish, wishOf } from './sync-wish.ts';
import type { ApiKey } from './use-api-key.ts';

interface Props {
  readonly wish: SyncWish;
  readonly onWish: (wish: SyncWish) => void;
  readonly secret: ApiKey;
}

/** Which API is asked, at which address, and with which key. */
export function WhereToAsk({ wish, onWish, secret }: Props) {
  const words = strings.sync.form;
  const { apiKey, setApiKey, keep, setKeep, kept } = secret;
  return (
    <section className="sync-part" aria-label={words.where}>
      <h2>{words.where}</h2>
      <Select
        label={words.system}
        value={wish.system}
        onChange={(system) => onWish(wishOf(system, wish))}
        options={syncSystems.map((value) => ({ value, text: strings.sync.systems[value] }))}
      />
      <TextField
        label={words.baseUrl}
        value={wish.baseUrl}
        onChange={(baseUrl) => onWish({ ...wish, baseUrl })}
        hint={words.baseUrlHint}
        mono
        maxLength={4096}
      />
      <TextField
        label={words.key}
        type="password"
        value={apiKey}
        onChange={setApiKey}
        autoComplete="off"
        hint={kept ? words.keyKept : keep === null ? words.keyHint : undefined}
        maxLength={8192}
      />
      {keep !== null && (
        <Checkbox checked={keep} onChange={setKeep}>
          {words.keepKey}
        </Checkbox>
      )}
      <PathField
        label={words.caFile}
        path={wish.caFile}
        onPath={(caFile) => onWish({ ...wish, caFile })}
        purpose="open"
        hint={words.caFileHint}
      />
      <ConnectionCheck wish={wish} apiKey={apiKey} />
    </section>
  );
}
