import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Axis, Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { FindingFacts } from './finding-facts.tsx';

interface Props {
  readonly report: VerifyReport;
  /** Null if the findings are not about the open case. */
  readonly onOpen: ((finding: Finding) => void) | null;
}

export function FindingList({ report, onOpen }: Props) {
  const { findings, findingsTotal: total, axes } = report;
  const scroller = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 132,
    overscan: 6,
  });
  return (
    <div className="findings">
      <h2>{strings.integrity.findingsFound(total)}</h2>
      {total > findings.length && <p className="quiet">{strings.integrity.listed(findings.length)}</p>}
      {findings.length === 0 ? (
        <p className="quiet">{strings.integrity.noFindings}</p>
      ) : (
        <section
          ref={scroller}
          className="findings-list"
          tabIndex={0}
          aria-label={strings.integrity.findings}
        >
          <div className="findings-range" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const finding = findings[item.index];
              if (!finding) return null;
              return (
                <article
                  key={item.key}
                  ref={list.measureElement}
                  data-index={item.index}
                  className="finding"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <div className="finding-head">
                    <StateMark tone={toneOf(finding, axes)}>{strings.integrity.axes[finding.axis]}</StateMark>
                    <EvidenceText text={sentence(finding.message)} />
                    {onOpen && canOpen(finding) && (
                      <Button look="link" onPress={() => onOpen(finding)}>
                        {strings.integrity.openEntry}
                      </Button>
                    )}
                  </div>
                  <FindingFacts finding={finding} />
                </article>
              );
            })}
          </div>
        </section>
      )}
    </div>
  );
}

/** Follows the axis: an observation must not look like a failure. */
function toneOf(finding: Finding, axes: readonly Axis[]) {
  const axis = axes.find((each) => each.axis === finding.axis && each.subject === finding.subject);
  return axis?.status === 'fail' ? 'bad' : 'warn';
}

function canOpen(finding: Finding): boolean {
  return finding.entryId !== undefined;
}
