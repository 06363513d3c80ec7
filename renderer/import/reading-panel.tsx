import { Download, FileUp } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { Detection } from '../../shared/domain/import.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/select.tsx';
import { saveText } from '../files/save-text.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import { draftOf, type MappingDraft, mappingFileText, mappingOf, readMappingFile } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { MappingTable } from './mapping-table.tsx';
import { asDetected, knownSystems, type Reading } from './reading.ts';

interface Props {
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  /** The file whose records are shown; null if nothing could be read, or if many files are meant at once. */
  readonly file: Detection | null;
  readonly loading: boolean;
  /** What else it is of. */
  readonly note?: string | null;
  /** The systems that can be chosen instead. */
  readonly systems?: readonly string[];
}

const longestMapping = 1 << 20;
const emptyDraft: MappingDraft = { name: 'own', records: '', delimiter: '', zone: '', columns: {} };
const nothingFaulty: ReadonlyMap<string, string> = new Map();

/** How a file is read: as detected, as a chosen system, or by a mapping; and what its records then look like. */
export function ReadingPanel({ reading, onReading, file, loading, note, systems = knownSystems }: Props) {
  const words = strings.importing.mapping;
  const [said, setSaid] = useState<{ readonly fault: boolean; readonly text: string } | null>(null);
  const draft = reading.kind === 'mapping' ? reading.draft : file ? draftOf(file.mapping) : emptyDraft;
  const edit = (next: MappingDraft) => onReading({ kind: 'mapping', draft: next });
  const { mapping } = mappingOf(draft);
  // A guessed mapping should be reviewed, so it is open for editing.
  const editing = reading.kind === 'mapping' || (reading.kind === 'detected' && file?.proposed === true);

  const choose = (key: string) => {
    setSaid(null);
    if (key === 'detected') onReading(asDetected);
    else if (key === 'mapping') edit(draft);
    else onReading({ kind: 'system', system: key });
  };
  const load = async (files: FileList | null) => {
    const [picked] = files ?? [];
    if (!picked) return;
    const read =
      picked.size > longestMapping
        ? words.tooLong(picked.name)
        : readMappingFile(picked.name, await picked.text());
    if (typeof read === 'string') return setSaid({ fault: true, text: read });
    setSaid({ fault: false, text: words.loaded(picked.name) });
    edit(read);
  };

  return (
    <section className="reading">
      <div className="reading-head">
        <Select
          label={strings.importing.readAs}
          value={reading.kind === 'system' ? reading.system : reading.kind}
          onChange={choose}
          options={[
            { value: 'detected', text: strings.importing.readings.detected },
            ...systems.map((system) => ({ value: system, text: system })),
            { value: 'mapping', text: strings.importing.readings.mapping },
          ]}
        />
        <div className="reading-actions">
          {!editing && file && <Button onPress={() => edit(draft)}>{words.edit}</Button>}
          <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => void load(files)}>
            <Button look="quiet">
              <FileUp size={14} aria-hidden="true" /> {words.load}
            </Button>
          </FileTrigger>
          <Button
            look="quiet"
            isDisabled={mapping === null}
            onPress={() => mapping && saveText(words.fileName(mapping.name), mappingFileText(mapping))}
          >
            <Download size={14} aria-hidden="true" /> {words.save}
          </Button>
        </div>
      </div>
      {note && <p className="quiet">{note}</p>}
      {said && (
        <p role="status" className={said.fault ? 'field-error' : 'quiet'}>
          {visibleLine(said.text)}
        </p>
      )}
      {editing ? (
        <MappingEditor draft={draft} onDraft={edit} file={file} stale={loading} />
      ) : (
        file && (
          <MappingTable
            draft={draft}
            faults={nothingFaulty}
            fields={file.fields}
            preview={file.preview}
            stale={loading}
            onPaths={null}
          />
        )
      )}
    </section>
  );
}
