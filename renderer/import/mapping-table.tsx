import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import { type ColumnName, type ColumnValues, columns } from '../../shared/domain/columns.ts';
import type { DetectedField } from '../../shared/domain/import.ts';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import type { DraftFaults, MappingDraft } from './mapping-draft.ts';
import { PathBox } from './path-box.tsx';

interface Props {
  readonly draft: MappingDraft;
  readonly faults: DraftFaults;
  readonly fields: readonly DetectedField[];
  /** The first records as the mapping makes them. */
  readonly preview: readonly ColumnValues[];
  /** The preview is of the mapping before the last change. */
  readonly stale: boolean;
  /** Null if the mapping cannot be edited here. */
  readonly onPaths: ((column: ColumnName, paths: readonly string[]) => void) | null;
}

const none = [''];

/** A line for each column: where its values come from, and the values of the first records. */
export function MappingTable({ draft, faults, fields, preview, stale, onPaths }: Props) {
  const words = strings.importing.mapping;
  const shown = onPaths ? columns : columns.filter(({ name }) => draft.columns[name] !== undefined);
  return (
    <section className="mapping-frame" tabIndex={0} aria-label={words.title} aria-busy={stale}>
      <table className={stale ? 'mapping-table mapping-stale' : 'mapping-table'}>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.path}</th>
            {preview.map((_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a record is known by its place alone
              <th key={row} scope="col">
                {words.row(row + 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, heading }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {heading}
              </th>
              <td>
                {onPaths ? (
                  <ColumnPaths
                    heading={heading}
                    paths={draft.columns[name] ?? none}
                    fault={faults.get(name) ?? null}
                    fields={fields}
                    column={name}
                    onPaths={onPaths}
                  />
                ) : (
                  <EvidenceLine text={(draft.columns[name] ?? []).join(', ')} mono />
                )}
              </td>
              {preview.map((values, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a record is known by its place alone
                <td key={row}>
                  <Value value={values[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface PathsProps {
  readonly column: ColumnName;
  readonly heading: string;
  readonly paths: readonly string[];
  readonly fault: string | null;
  readonly fields: readonly DetectedField[];
  readonly onPaths: (column: ColumnName, paths: readonly string[]) => void;
}

/** The fields of one column, of which the first that finds a value counts; redrawn only if they change. */
const ColumnPaths = memo(function ColumnPaths({
  column,
  heading,
  paths,
  fault,
  fields,
  onPaths,
}: PathsProps) {
  const words = strings.importing.mapping;
  const last = paths.length - 1;
  return (
    <ol className="column-paths">
      {paths.map((path, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is typed changes the path, not its place
        <li key={place}>
          <PathBox
            label={words.pathOf(heading, place + 1, paths.length)}
            suggestionsLabel={words.suggestions(heading)}
            path={path}
            fault={place === last ? fault : null}
            fields={fields}
            onPath={(next) =>
              onPaths(
                column,
                paths.map((each, at) => (at === place ? next : each)),
              )
            }
          />
          {paths.length > 1 && (
            <IconButton
              name={words.drop(heading, place + 1)}
              icon={<X size={14} />}
              onPress={() =>
                onPaths(
                  column,
                  paths.filter((_, at) => at !== place),
                )
              }
            />
          )}
          {place === last && (
            <IconButton
              name={words.another(heading)}
              icon={<Plus size={14} />}
              isDisabled={path.trim() === '' || paths.length >= 16}
              onPress={() => onPaths(column, [...paths, ''])}
            />
          )}
        </li>
      ))}
    </ol>
  );
});

function Value({ value }: { readonly value: string | number | null }) {
  if (value === null) return <span className="quiet">{strings.importing.mapping.empty}</span>;
  return <EvidenceLine text={String(value)} />;
}
