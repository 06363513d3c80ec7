import { apiFacts } from '../../shared/domain/sync.ts';
import { Checkbox, TextField } from '../design/fields.tsx';
import { strings } from '../strings.ts';
import { FilterField } from './filter-field.tsx';
import { isForOneEntry, type SyncWish, secondsFault } from './sync-wish.ts';

interface Props {
  readonly wish: SyncWish;
  readonly onWish: (wish: SyncWish) => void;
}

interface PartProps {
  readonly wish: SyncWish;
  readonly set: (part: Partial<SyncWish>) => void;
}

/** Which entries are wanted: one by its id, or those of a period, now and as they appear. */
export function WhatToAsk({ wish, onWish }: Props) {
  const words = strings.sync.form;
  const set = (part: Partial<SyncWish>) => onWish({ ...wish, ...part });
  const one = isForOneEntry(wish);
  return (
    <section className="sync-part" aria-label={words.what}>
      <h2>{words.what}</h2>
      {!one && <Period wish={wish} set={set} />}
      <div className="sync-pair">
        {apiFacts[wish.system].single && (
          <TextField
            label={words.entry}
            value={wish.entry}
            onChange={(entry) => set({ entry })}
            hint={words.entryHint}
            maxLength={1000}
            mono
          />
        )}
        {!one && <Filters wish={wish} set={set} />}
      </div>
      {!one && <HowMuch wish={wish} set={set} />}
    </section>
  );
}

function Period({ wish, set }: PartProps) {
  const words = strings.sync.form;
  return (
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
  );
}

function Filters({ wish, set }: PartProps) {
  return apiFacts[wish.system].filters.map((filter) => (
    <FilterField
      key={filter.name}
      filter={filter}
      value={wish.filters[filter.name] ?? ''}
      onChange={(value) => set({ filters: { ...wish.filters, [filter.name]: value } })}
    />
  ));
}

/** Whether what is known is fetched again, and whether asking goes on for what is yet to come. */
function HowMuch({ wish, set }: PartProps) {
  const words = strings.sync.form;
  return (
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
  );
}
