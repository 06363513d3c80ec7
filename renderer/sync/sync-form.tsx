import { type ApiFilter, apiFacts, syncSystems } from '../../shared/domain/sync.ts';
import { Checkbox, TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { PathField } from '../files/path-field.tsx';
import { strings } from '../strings.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { type SyncWish, secondsFault, wishOf } from './sync-wish.ts';

interface Props {
  readonly wish: SyncWish;
  readonly onWish: (wish: SyncWish) => void;
  readonly apiKey: string;
  readonly onApiKey: (key: string) => void;
  /** Whether the key is to be kept; null where the host has no keychain. */
  readonly keep: boolean | null;
  readonly onKeep: (keep: boolean) => void;
  /** The key that stands there is that of the keychain. */
  readonly kept: boolean;
}

/** Where to ask and what for. */
export function SyncForm({ wish, onWish, apiKey, onApiKey, keep, onKeep, kept }: Props) {
  const words = strings.sync.form;
  const facts = apiFacts[wish.system];
  const set = (part: Partial<SyncWish>) => onWish({ ...wish, ...part });
  const one = facts.single && wish.entry.trim() !== '';
  return (
    <div className="sync-form">
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
          onChange={(baseUrl) => set({ baseUrl })}
          hint={words.baseUrlHint}
          mono
          maxLength={4096}
        />
        <TextField
          label={words.key}
          type="password"
          value={apiKey}
          onChange={onApiKey}
          autoComplete="off"
          hint={kept ? words.keyKept : keep === null ? words.keyHint : undefined}
          maxLength={8192}
        />
        {keep !== null && (
          <Checkbox checked={keep} onChange={onKeep}>
            {words.keepKey}
          </Checkbox>
        )}
        <PathField
          label={words.caFile}
          path={wish.caFile}
          onPath={(caFile) => set({ caFile })}
          purpose="open"
          hint={words.caFileHint}
        />
        <ConnectionCheck wish={wish} apiKey={apiKey} />
      </section>
      <section className="sync-part" aria-label={words.what}>
        <h2>{words.what}</h2>
        {!one && (
          <div className="sync-pair">
            <TextField
              label={words.from}
              value={wish.from}
              onChange={(from) => set({ from })}
              hint={words.fromEmpty}
              placeholder="2025-11-01"
              maxLength={64}
              mono
            />
            <TextField
              label={words.to}
              value={wish.to}
              onChange={(to) => set({ to })}
              hint={words.toEmpty}
              placeholder="2025-11-30"
              maxLength={64}
              mono
            />
            <p className="quiet sync-across">{words.periodHint}</p>
          </div>
        )}
        <div className="sync-pair">
          {facts.single && (
            <TextField
              label={words.entry}
              value={wish.entry}
              onChange={(entry) => set({ entry })}
              hint={words.entryHint}
              maxLength={1000}
              mono
            />
          )}
          {!one &&
            facts.filters.map((filter) => (
              <FilterField
                key={filter.name}
                filter={filter}
                value={wish.filters[filter.name] ?? ''}
                onChange={(value) => set({ filters: { ...wish.filters, [filter.name]: value } })}
              />
            ))}
        </div>
        {!one && (
          <>
            <Checkbox checked={wish.full} onChange={(full) => set({ full })}>
              {words.full}
            </Checkbox>
            <div className="sync-follow">
              <Checkbox checked={wish.follow} onChange={(follow) => set({ follow })}>
                {words.follow}
              </Checkbox>
              <TextField
                label={words.secondsLabel}
                value={wish.seconds}
                onChange={(seconds) => set({ seconds })}
                error={secondsFault(wish) ? words.secondsFault : null}
                maxLength={5}
              />
              <span aria-hidden="true">{words.seconds}</span>
            </div>
          </>
        )}
      </section>
    </div>
  );
}

interface FilterProps {
  readonly filter: ApiFilter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Under the API's own name: that is what its documentation explains. */
function FilterField({ filter: { name, values, list }, value, onChange }: FilterProps) {
  const words = strings.sync.form;
  if (values === undefined) {
    return (
      <TextField
        label={name}
        value={value}
        onChange={onChange}
        hint={list ? words.list : undefined}
        maxLength={10_000}
        mono
      />
    );
  }
  return (
    <Select
      label={name}
      value={value}
      onChange={onChange}
      options={[{ value: '', text: words.any }, ...values.map((each) => ({ value: each, text: each }))]}
    />
  );
}
