import { type ReactNode, useState } from 'react';
import type { ComparedField, ComparedValue, Comparison, ConflictSide } from '../../shared/domain/conflict.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/fields.tsx';
import { StateMark, type Tone } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { LongEvidence } from '../evidence/long-evidence.tsx';
import { IntegrityMark } from '../marks/integrity-mark.tsx';
import { readBoolean, useStoredState } from '../session/stored-state.ts';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import './conflicts.css';

/** How many lines are in the document at first: an entry may have tens of thousands of fields. */
const shownAtFirst = 500;

const tones: Readonly<Record<ComparedField['state'], Tone>> = {
  same: 'good',
  different: 'bad',
  'only-first': 'warn',
  'only-other': 'warn',
};

interface Props {
  readonly comparison: Comparison;
  /** Shows one of the two on the review screen; null if that is not possible from here. */
  readonly onSide: ((side: ConflictSide) => void) | null;
  /** Buttons for the next step. */
  readonly children?: ReactNode;
}

/** Two entries side by side, one line for each field; a difference has a mark and a word. */
export function ComparisonView({ comparison, onSide, children }: Props) {
  const { fields, differing, first, other, entryId, incomplete } = comparison;
  const [onlyDiffering, setOnlyDiffering] = useStoredState('conflicts.differing', false, readBoolean);
  const [whole, setWhole] = useState(false);
  const words = strings.conflicts;
  const wanted = onlyDiffering ? fields.filter(({ state }) => state !== 'same') : fields;
  const shown = whole ? wanted : wanted.slice(0, shownAtFirst);
  return (
    <article className="comparison">
      <header className="comparison-head">
        <h2>
          <EvidenceText text={entryId} mono />
        </h2>
        {children}
      </header>
      <div className="comparison-words">
        <StateMark tone={differing === 0 ? 'none' : 'bad'}>
          {words.differing(differing, fields.length)}
        </StateMark>
        {differing > 0 && differing < fields.length && (
          <Checkbox checked={onlyDiffering} onChange={setOnlyDiffering}>
            {words.onlyDiffering}
          </Checkbox>
        )}
      </div>
      {incomplete !== null && <StateMark tone="warn">{sentence(incomplete)}</StateMark>}
      <Table
        label={words.compareTitle}
        columns={[
          words.field,
          words.stateColumn,
          {
            key: 'first',
            name: words.first,
            heading: <Side title={words.first} side={first} onShow={onSide} />,
          },
          {
            key: 'other',
            name: words.other,
            heading: <Side title={words.other} side={other} onShow={onSide} />,
          },
        ]}
        fixed
        className="comparison-table"
      >
        {shown.map((field) => (
          <tr key={field.path} data-state={field.state}>
            <th scope="row">
              <EvidenceText text={field.path} mono />
            </th>
            <td>
              <StateMark tone={tones[field.state]}>{words.state[field.state]}</StateMark>
            </td>
            <td>
              <Value value={field.first} against={field.other} />
            </td>
            <td>
              <Value value={field.other} against={field.first} />
            </td>
          </tr>
        ))}
      </Table>
      {shown.length < wanted.length && (
        <Button look="link" onPress={() => setWhole(true)}>
          {words.showAll(wanted.length)}
        </Button>
      )}
    </article>
  );
}

interface SideProps {
  readonly title: string;
  readonly side: ConflictSide;
  readonly onShow: ((side: ConflictSide) => void) | null;
}

function Side({ title, side, onShow }: SideProps) {
  const words = strings.conflicts;
  return (
    <span className="comparison-side">
      {title}
      <IntegrityMark integrity={side.integrity} />
      <span className="comparison-place">
        <EvidenceLine text={side.sourceName} />
        <span>{words.at(side.source, side.line)}</span>
        {side.time !== null && <EvidenceText text={zonedTimeAlone(side.time, 'UTC')} mono />}
        <span className="comparison-hash">
          SHA-256 <EvidenceLine text={side.content} mono />
        </span>
      </span>
      {onShow && (
        <Button look="link" onPress={() => onShow(side)} aria-label={`${words.showOne}: ${title}`}>
          {words.showOne}
        </Button>
      )}
    </span>
  );
}

interface ValueProps {
  readonly value: ComparedValue | null;
  /** What the other side has: a number and a text of the same characters are different. */
  readonly against: ComparedValue | null;
}

function Value({ value, against }: ValueProps) {
  const words = strings.conflicts;
  if (value === null) return <span className="quiet">{words.absent}</span>;
  const telling = against !== null && against.kind !== value.kind;
  return (
    <>
      <LongEvidence text={value.text} mono={value.kind !== 'text'} />
      {(telling || value.text === '') && <span className="comparison-kind">{words.kinds[value.kind]}</span>}
    </>
  );
}
