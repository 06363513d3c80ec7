import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SkippedFile } from '../../shared/domain/case.ts';
import type { Detection } from '../../shared/domain/import.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { MarkShape, StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';
import { nameOf } from './file-list.tsx';
import { type FileRow, filesIn } from './file-rows.ts';
import type { Reading } from './reading.ts';
import { ReadingPanel } from './reading-panel.tsx';

interface Props {
  readonly row: FileRow;
  /**
   * How many files of the folder or container the row represents or belongs to; 1 for a file that was chosen itself.
   */
  readonly together: number;
  /** The latest question has not been answered yet. */
  readonly loading: boolean;
  readonly onReading: (reading: Reading) => void;
  readonly onRemove: () => void;
}

/** What one line of the list is, the evidence for that, and how it will be read. */
export function FileCard({ row, together, loading, onReading, onRemove }: Props) {
  const { reading, path } = row.chosen;
  const words = strings.importing;
  const panel = (file: Detection | null) => (
    <ReadingPanel
      reading={reading}
      onReading={onReading}
      file={file}
      loading={loading}
      note={together > 1 ? words.inGroup(together) : null}
    />
  );
  return (
    <article className="file-card" aria-label={nameOf(row)}>
      <header className="file-card-head">
        <h2>
          <EvidenceText text={nameOf(row)} />
        </h2>
        {!row.within && (
          <Button look="quiet" onPress={onRemove} aria-label={words.remove(nameOf(row))}>
            <X size={14} aria-hidden="true" /> {words.leaveOut}
          </Button>
        )}
      </header>
      {row.kind === 'looking' && <Skeleton rows={4} label={words.looking} />}
      {row.kind === 'skipped' && (
        <StateMark tone="none">
          {words.state.skipped}: {sentence(row.skipped.reason)}
        </StateMark>
      )}
      {row.kind === 'refused' && (
        <>
          <ErrorPanel error={row.error} />
          {panel(null)}
        </>
      )}
      {row.kind === 'group' && (
        <>
          <Kinds row={row} />
          <Skipped files={row.skipped} />
          {panel(null)}
        </>
      )}
      {row.kind === 'file' && (
        <>
          <FileFacts file={row.file} path={path} chosen={reading.kind !== 'detected'} />
          {panel(row.file)}
        </>
      )}
    </article>
  );
}

interface FactsProps {
  readonly file: Detection;
  readonly path: string;
  readonly chosen: boolean;
}

function FileFacts({ file, path, chosen }: FactsProps) {
  const { facts, state, why, losses } = strings.importing;
  return (
    <>
      {file.proposed ? (
        <StateMark tone="warn">{state.proposed}</StateMark>
      ) : (
        <StateMark tone="good">{chosen ? state.chosen : state.known}</StateMark>
      )}
      <div className="file-card-facts">
        <FieldList>
          <FieldLine name={facts.system}>
            <EvidenceText text={file.system} />
          </FieldLine>
          <FieldLine name={facts.form}>
            {[
              strings.importing.formText(file.format),
              file.encoding.toUpperCase(),
              ...(file.compression ? [file.compression] : []),
            ].join(', ')}
          </FieldLine>
          <FieldLine name={facts.size}>{bytesText(file.bytes)}</FieldLine>
          <FieldLine name={facts.path} copy={path}>
            <EvidenceLine text={path} mono />
          </FieldLine>
        </FieldList>
        <section className="file-card-reasons" tabIndex={0} aria-label={why}>
          <Reasons title={why} reasons={file.evidence} />
          {file.losses.length > 0 && (
            <Reasons title={losses} reasons={file.losses} mark={<MarkShape tone="warn" />} />
          )}
        </section>
      </div>
    </>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly reasons: readonly string[];
  readonly mark?: ReactNode;
}

function Reasons({ title, reasons, mark }: ReasonsProps) {
  return (
    <section>
      <h3 className="label">
        {mark} {title}
      </h3>
      <ul className="evidence-list">
        {reasons.map((reason) => (
          <li key={reason}>
            <EvidenceText text={sentence(reason)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many files of a folder or container have which form and system. */
function Kinds({ row }: { readonly row: Extract<FileRow, { kind: 'group' }> }) {
  const words = strings.importing;
  const kinds = new Map<string, { files: number; bytes: number; proposed: boolean }>();
  const add = (key: string, files: number, bytes: number, proposed: boolean) => {
    const kind = kinds.get(key) ?? { files: 0, bytes: 0, proposed: false };
    kinds.set(key, {
      files: kind.files + files,
      bytes: kind.bytes + bytes,
      proposed: kind.proposed || proposed,
    });
  };
  for (const file of row.files) add(words.detected(file.system, file.format), 1, file.bytes, file.proposed);
  for (const form of row.others) {
    add(words.detected(form.system, form.format), form.files, form.bytes, false);
  }
  return (
    <section>
      <p>{words.members(filesIn(row), row.skipped.length)}</p>
      <Table
        caption={<span className="hidden-text">{words.kinds}</span>}
        columns={[words.ledger.system, words.fileCount, words.ledger.bytes]}
        numbers={[1, 2]}
      >
        {[...kinds].map(([name, { files, bytes, proposed }]) => (
          <tr key={name}>
            <td>
              <MarkShape tone={proposed ? 'warn' : 'good'} /> <EvidenceText text={name} />
              {proposed && <p className="quiet">{words.state.proposed}</p>}
            </td>
            <td className="number">{countText(files)}</td>
            <td className="number">{countText(bytes)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** Reasons, and how many files each applies to; the list has all the names. */
function Skipped({ files }: { readonly files: readonly SkippedFile[] }) {
  if (files.length === 0) return null;
  const reasons = new Map<string, number>();
  for (const { reason } of files) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return (
    <Reasons
      title={strings.importing.skippedFiles}
      reasons={[...reasons].map(([reason, count]) => `${countText(count)} × ${reason}`)}
    />
  );
}
