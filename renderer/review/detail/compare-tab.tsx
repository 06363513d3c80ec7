import { useState } from 'react';
import type { EntryDetail, EntryRow } from '../../../shared/domain/case.ts';
import { columns } from '../../../shared/domain/columns.ts';
import { CompareDialog } from '../../conflicts/compare-dialog.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox } from '../../design/fields.tsx';
import { MarkShape } from '../../design/state-mark.tsx';
import { Table } from '../../design/table.tsx';
import { LongEvidence } from '../../evidence/long-evidence.tsx';
import { withTerms } from '../../query/term-edit.ts';
import { useCase } from '../../session/case-context.tsx';
import { readBoolean, useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { useZone } from '../../time/zone.ts';
import { zonedTimeText } from '../../time/zoned-time.ts';
import { cellTerms } from '../cell-terms.ts';

/** The entry beside others: those with its id, and the previous one of the same image. */
export function CompareTab({ detail }: { readonly detail: EntryDetail }) {
  const [comparing, setComparing] = useState(false);
  const { conflictsWith, row } = detail;
  const words = strings.detail;
  return (
    <div className="detail-part">
      {conflictsWith.length > 0 && (
        <section className="detail-conflict">
          <h2>
            <MarkShape tone="warn" /> {words.conflict(conflictsWith.length)}
          </h2>
          <Button look="link" onPress={() => setComparing(true)}>
            {strings.conflicts.compare}
          </Button>
        </section>
      )}
      <BeforeOfImage row={row} />
      {comparing && <CompareDialog id={row.id} onClose={() => setComparing(false)} />}
    </div>
  );
}

/** What has changed since the previous entry of the same image, in order of time. */
function BeforeOfImage({ row }: { readonly row: EntryRow }) {
  const { version } = useCase();
  const image = row.values.image_id;
  const { product } = row.values;
  // Another product says something else about the same image: changes are shown within one product.
  const query =
    image === null
      ? ''
      : withTerms('', [
          ...cellTerms(row, 'image_id'),
          ...(product === null ? [] : cellTerms(row, 'product')),
        ]);
  const sort = { column: 'time', descending: false } as const;
  const at = useCall('query.position', image === null ? null : { query, sort, entry: row.id }, version);
  const page = useCall(
    'query.page',
    at.value === null || at.value < 1 ? null : { query, sort, offset: at.value - 1, limit: 1 },
    version,
  );
  const words = strings.detail.compare;
  const error = at.error ?? page.error;
  if (error) return <ErrorPanel error={error} />;
  if (image === null) return <p className="quiet">{words.noImage}</p>;
  if (at.value !== null && at.value < 1)
    return <p className="quiet">{product === null ? words.firstOfImage : words.firstOfProduct}</p>;
  const before = page.value?.rows[0];
  return before === undefined ? null : <Differences before={before} now={row} />;
}

function Differences({ before, now }: { readonly before: EntryRow; readonly now: EntryRow }) {
  const { zone } = useZone();
  const [all, setAll] = useStoredState('compare.all', false, readBoolean);
  const words = strings.detail.compare;
  const fields = columns.filter(({ name }) => before.values[name] !== null || now.values[name] !== null);
  const differing = fields.filter(({ name }) => before.values[name] !== now.values[name]);
  return (
    <section className="compare">
      <h2>{words.before}</h2>
      <p className="quiet">{words.differing(differing.length, fields.length)}</p>
      <Checkbox checked={all} onChange={setAll}>
        {words.all}
      </Checkbox>
      <Table columns={[words.field, words.earlier, words.now]} fixed className="compare-table">
        {(all ? fields : differing).map(({ name, heading, kind }) => {
          const show = (value: string | number | null) =>
            value === null ? (
              <span className="quiet">{words.nothing}</span>
            ) : kind === 'time' ? (
              <EvidenceText text={zonedTimeText(String(value), zone)} mono />
            ) : (
              <LongEvidence text={String(value)} />
            );
          const same = before.values[name] === now.values[name];
          return (
            <tr key={name}>
              <th scope="row" className="label">
                {heading}
                {all && <span className="block quiet">{same ? words.same : words.different}</span>}
              </th>
              <td>{show(before.values[name])}</td>
              <td>{show(now.values[name])}</td>
            </tr>
          );
        })}
      </Table>
    </section>
  );
}
