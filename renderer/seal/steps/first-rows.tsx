import type { PackContents } from '../../../shared/contract/sealing-operations.ts';
import { StateMark } from '../../design/state-mark.tsx';
import { Table } from '../../design/table.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';

/** The first rows of entries.csv. */
export function FirstRows({ contents: { columns, rows, entries } }: { readonly contents: PackContents }) {
  const words = strings.seal.preview;
  const someMasked = rows.some(({ masked }) => masked);
  const used = columns.map((_, at) => rows.some(({ values }) => values[at] !== null));
  return (
    <section>
      <h3 className="label">{words.rows(rows.length, entries)}</h3>
      <Table
        label={words.rows(rows.length, entries)}
        columns={[...(someMasked ? [words.stays] : []), ...columns.filter((_, at) => used[at])]}
      >
        {rows.map(({ masked, values }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change, and two may be alike
          <tr key={n}>
            {someMasked && <td>{masked && <StateMark tone="none">{words.masked}</StateMark>}</td>}
            {values.map(
              (value, at) =>
                used[at] && (
                  <td key={columns[at]} className="clipped">
                    {value !== null && <EvidenceLine text={value} mono />}
                  </td>
                ),
            )}
          </tr>
        ))}
      </Table>
    </section>
  );
}
