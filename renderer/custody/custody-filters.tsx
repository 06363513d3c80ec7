import type { CustodyCount, CustodyPage } from '../../shared/domain/custody.ts';
import { Checkbox, TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';
import { actionText } from './action-text.ts';

export interface Filters {
  /** Null for all. */
  readonly action: string | null;
  readonly actor: string | null;
  readonly text: string;
  readonly newestFirst: boolean;
}

export const noFilters: Filters = { action: null, actor: null, text: '', newestFirst: false };

interface Props {
  readonly value: Filters;
  readonly onChange: (filters: Filters) => void;
  /** What was found; null until it is. */
  readonly page: CustodyPage | null;
}

/** The choice of all values. It cannot be taken for one of them, since each of those begins with `=`. */
const every = 'every';
const named = (value: string) => `=${value}`;

export function CustodyFilters({ value, onChange, page }: Props) {
  const words = strings.custody;
  const choose = (chosen: string) => (chosen === every ? null : chosen.slice(1));
  return (
    <section className="custody-filters" aria-label={words.filters}>
      <Select
        label={words.action}
        value={value.action === null ? every : named(value.action)}
        onChange={(chosen) => onChange({ ...value, action: choose(chosen) })}
        options={options(words.everything, page?.actions ?? [], value.action, actionText)}
      />
      <Select
        label={words.actor}
        value={value.actor === null ? every : named(value.actor)}
        onChange={(chosen) => onChange({ ...value, actor: choose(chosen) })}
        options={options(words.everybody, page?.actors ?? [], value.actor, (actor) => actor)}
      />
      <TextField
        label={words.text}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
        placeholder={words.textHint}
        maxLength={1000}
      />
      <Checkbox checked={value.newestFirst} onChange={(newestFirst) => onChange({ ...value, newestFirst })}>
        {words.newestFirst}
      </Checkbox>
      {page && (
        <p className="quiet custody-matched" role="status">
          {words.matched(page.matched, page.total)}
        </p>
      )}
    </section>
  );
}

/** All, then each value in the log; a selected value stays even if the log no longer has it. */
function options(
  all: string,
  counts: readonly CustodyCount[],
  chosen: string | null,
  nameOf: (value: string) => string,
) {
  const values = counts.map(({ value, count }) => ({
    value: named(value),
    text: visibleLine(`${nameOf(value)} · ${countText(count)}`),
  }));
  const isThere = chosen === null || counts.some(({ value }) => value === chosen);
  const missing = isThere ? [] : [{ value: named(chosen), text: visibleLine(nameOf(chosen)) }];
  return [{ value: every, text: all }, ...values, ...missing];
}
