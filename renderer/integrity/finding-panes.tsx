import { useMemo, useState } from 'react';
import { type Finding, isObservation, type VerifyReport } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { LongList } from '../design/long-list.tsx';
import { Select } from '../design/select.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { visibleLine } from '../text/visible-text.ts';
import { FindingCard } from './finding-card.tsx';
import { toneOfFinding } from './finding-tone.ts';
import type { Subject } from './subjects.ts';

const every = 'every subject';

/** What affects an answer, and what is only an observation. */
export type FindingKind = 'findings' | 'observations';

const { integrity: said } = strings;
/** What to say if there are none, and above those that there are. */
const wordsOf = {
  findings: { none: said.noFindings, noneHelp: said.noFindingsHelp, help: null, amount: said.findingsFound },
  observations: {
    none: said.noObservations,
    noneHelp: said.observationsHelp,
    help: said.observationsHelp,
    amount: said.observed,
  },
} as const;

/** Findings of a kind that the report lists. */
export function listedOf(report: VerifyReport, what: FindingKind): readonly Finding[] {
  return report.findings.filter((finding) => isObservation(finding) === (what === 'observations'));
}

interface Props {
  readonly report: VerifyReport;
  readonly what: FindingKind;
  readonly subjects: readonly Subject[];
  /** Only this one's; null for all. */
  readonly subject: string | null;
  readonly onSubject: (subject: string | null) => void;
  /** Null if the findings are not about the open case. */
  readonly onOpen: ((finding: Finding) => void) | null;
}

/** A list of findings, and beside it the selected one, with its neighbours and its bytes. */
export function FindingPanes({ report, what, subjects, subject, onSubject, onOpen }: Props) {
  const words = wordsOf[what];
  const findings = useMemo(() => listedOf(report, what), [report, what]);
  const [active, setActive] = useState(0);
  const troubled = subjects.filter((each) => findings.some((finding) => finding.subject === each.subject));
  const shown = subject === null ? findings : findings.filter((finding) => finding.subject === subject);
  const index = Math.min(active, shown.length - 1);
  const chosen = shown[index];
  if (findings.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>;
  return (
    <>
      <header className="panes-head">
        {troubled.length > 1 && (
          <Select
            label={strings.integrity.subjects}
            value={subject ?? every}
            onChange={(value) => {
              onSubject(value === every ? null : value);
              setActive(0);
            }}
            options={[
              { value: every, text: strings.integrity.everySubject },
              ...troubled.map((each) => ({ value: each.subject, text: visibleLine(each.name) })),
            ]}
          />
        )}
        <p className="panes-amount">
          {words.amount(shown.length)}
          {report.findingsTotal > report.findings.length && (
            <span className="quiet">
              {strings.integrity.listedOf(report.findings.length, report.findingsTotal)}
            </span>
          )}
          {words.help && <span className="quiet">{words.help}</span>}
        </p>
      </header>
      <div className="panes">
        <div className="panes-list">
          <LongList
            label={strings.integrity.findings}
            count={shown.length}
            rowHeight={44}
            active={index}
            onActive={setActive}
            row={(n) => <FindingLine finding={shown[n] as Finding} report={report} />}
          />
        </div>
        <div className="panes-card">
          {chosen && (
            <FindingCard
              key={`${subject} ${index}`}
              finding={chosen}
              report={report}
              isOpenCase={onOpen !== null}
            >
              {onOpen && chosen.entryId !== undefined && (
                <Button onPress={() => onOpen(chosen)}>{strings.integrity.openEntry}</Button>
              )}
            </FindingCard>
          )}
        </div>
      </div>
    </>
  );
}

function FindingLine({ finding, report }: { readonly finding: Finding; readonly report: VerifyReport }) {
  const { subject, line, entryId, member, message } = finding;
  const where = strings.integrity.place(line, entryId ?? member);
  return (
    <>
      <MarkShape tone={toneOfFinding(finding, report)} />
      <span className="two-lines">
        <EvidenceLine text={sentence(message)} />
        <span className="quiet clip">{visibleLine(where === '' ? subject : `${subject} · ${where}`)}</span>
      </span>
    </>
  );
}
