import { useCallback, useRef } from 'react';
import type { ColumnName } from '../../shared/domain/columns.ts';
import type { DetectedField, Detection } from '../../shared/domain/import.ts';
import { TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { strings } from '../strings.ts';
import { type MappingDraft, mappingOf } from './mapping-draft.ts';
import { MappingTable } from './mapping-table.tsx';
import './mapping.css';

interface Props {
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
  /** The result of the mapping that was last tried; null if nothing could be read. */
  readonly file: Pick<Detection, 'fields' | 'preview'> | null;
  readonly stale: boolean;
}

const found = 'found';
const noFields: readonly DetectedField[] = [];

/** Edits a mapping: errors are shown where they are, and its effect beside it. */
export function MappingEditor({ draft, onDraft, file, stale }: Props) {
  const words = strings.importing.mapping;
  const { faults } = mappingOf(draft);
  const change = (part: Partial<MappingDraft>) => onDraft({ ...draft, ...part });
  const latest = useRef({ draft, onDraft });
  latest.current = { draft, onDraft };
  const onPaths = useCallback((column: ColumnName, paths: readonly string[]) => {
    const now = latest.current;
    now.onDraft({ ...now.draft, columns: { ...now.draft.columns, [column]: paths } });
  }, []);
  const delimiters = Object.entries(words.delimiters).map(([value, text]) => ({ value, text }));
  const known = draft.delimiter === '' || draft.delimiter in words.delimiters;
  return (
    <div className="mapping-editor">
      <p role="status" className={faults.size > 0 ? 'mapping-status field-error' : 'mapping-status quiet'}>
        {faults.size > 0
          ? (faults.get('columns') ?? words.faults(faults.size))
          : stale
            ? words.reading
            : file?.preview.length === 0
              ? words.noRows
              : null}
      </p>
      <MappingTable
        draft={draft}
        faults={faults}
        fields={file?.fields ?? noFields}
        preview={file?.preview ?? []}
        stale={stale}
        onPaths={onPaths}
      />
      <p className="field-hint">{words.formulaHelp}</p>
      <div className="mapping-fields">
        <TextField
          label={words.name}
          value={draft.name}
          onChange={(name) => change({ name })}
          hint={words.nameHint}
          error={faults.get('name') ?? null}
          maxLength={64}
          mono
        />
        <TextField
          label={words.records}
          value={draft.records}
          onChange={(records) => change({ records })}
          hint={words.recordsHint}
          error={faults.get('records') ?? null}
          mono
        />
        <TextField
          label={words.zone}
          value={draft.zone}
          onChange={(zone) => change({ zone })}
          hint={words.zoneHint}
          error={faults.get('zone') ?? null}
          maxLength={6}
          mono
        />
        <Select
          label={words.delimiter}
          value={draft.delimiter === '' ? found : draft.delimiter}
          onChange={(delimiter) => change({ delimiter: delimiter === found ? '' : delimiter })}
          options={known ? delimiters : [...delimiters, { value: draft.delimiter, text: draft.delimiter }]}
        />
      </div>
    </div>
  );
}
