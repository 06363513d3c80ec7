import { useEffect } from 'react';
import type { RelatedOffer } from '../../../shared/contract/pack-operations.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { Table } from '../../design/table.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { utcTimeText } from '../../text/numbers.ts';
import { sentence } from '../../text/sentence.ts';
import { Step, type StepProps } from './step.tsx';

/** Entries that concern the scope without being in it: included or not, by reason. */
export function RelatedStep({ draft, change, plan: { related } }: StepProps) {
  const words = strings.seal.related;
  const { value, error, loading, progress, started } = related;
  const isNew = draft.related === null;
  useEffect(() => {
    if (isNew) change({ related: [] });
  }, [isNew, change]);
  const included = draft.related ?? [];
  return (
    <Step name="related" heading={words.heading} help={words.help}>
      {error && <ErrorPanel error={error} />}
      {value === null && loading && (
        <ProgressBar label={words.looking} progress={progress} elapsedMs={Date.now() - started} />
      )}
      {value?.map((offer) => (
        <Group
          key={offer.reason}
          offer={offer}
          included={included.includes(offer.reason)}
          onInclude={(include) =>
            change({
              related: include
                ? [...included, offer.reason]
                : included.filter((reason) => reason !== offer.reason),
            })
          }
        />
      ))}
    </Step>
  );
}

interface Props {
  readonly offer: RelatedOffer;
  readonly included: boolean;
  readonly onInclude: (include: boolean) => void;
}

function Group({ offer: { words: reason, entries, window, sample }, included, onInclude }: Props) {
  const words = strings.seal.related;
  return (
    <section className="related-group">
      <h3>{sentence(reason).replace(/\.$/, '')}</h3>
      {window && <p className="quiet">{sentence(words.window(window.from, window.to))}</p>}
      {entries === 0 ? (
        <p className="quiet">{sentence(words.none)}</p>
      ) : (
        <>
          <Checkbox checked={included} onChange={onInclude}>
            {words.include(entries)}
          </Checkbox>
          <Table label={reason} columns={words.columns}>
            {sample.map(({ id, values }) => (
              <tr key={id}>
                {cellsOf(values).map((value, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row, in their order
                  <td key={n} className="clipped">
                    {value !== null && <EvidenceLine text={String(value)} mono />}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
          {entries > sample.length && (
            <p className="quiet">{sentence(words.more(entries - sample.length))}</p>
          )}
        </>
      )}
    </section>
  );
}

function cellsOf({ entry_id, time, product, action, case_id }: RelatedOffer['sample'][number]['values']) {
  return [entry_id, time === null ? null : utcTimeText(time), product, action, case_id];
}
