import type { PackContents } from '../../shared/contract/sealing-operations.ts';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';

/** The first rows of entries.csv. */
export function FirstRows({ contents: { columns, rows, entries } }: { readonly contents: PackContents }) {
  const words = strings.seal.preview;
  const someMasked = rows.some(({ masked }) => masked);
  const used = columns.map((_, at) => rows.some(({ values }) => values[at] !== null));
  return (
    <section>
      <h3 className="label">{words.rows(rows.length, entries)}</h3>
      <section
        className="table-frame contents-rows"
        tabIndex={0}
        aria-label={words.rows(rows.length, entries)}
      >
        <table className="plain-table">
          <thead>
            <tr>
              {someMasked && <th scope="col">{words.stays}</th>}
              {columns.map(
                (column, at) =>
                  used[at] && (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ masked, values }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change, and two may be alike
              <tr key={n}>
                {someMasked && <td>{masked && <StateMark tone="warn">{words.masked}</StateMark>}</td>}
                {values.map(
                  (value, at) =>
                    used[at] && (
                      <td key={columns[at]} className="contents-cell">
                        {value !== null && <EvidenceLine text={value} mono />}
                      </td>
                    ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
