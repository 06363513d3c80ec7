import type { ReportEntry } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { VerdictMark } from '../marks/verdict-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { zonedTimeText } from '../time/zoned-time.ts';

interface Props {
  readonly entry: ReportEntry;
  readonly zone: string;
  /** Null on paper: there every text is whole. */
  readonly onQuery: ((query: string) => void) | null;
}

/** An entry: when, and where it stands; which, and by what; what it states, and about what. */
export function EntryRow({ entry, zone, onQuery }: Props) {
  const { time, id, product, modelVersion, verdict, image, claim, source, line, ordinal } = entry;
  const onPaper = onQuery === null;
  const scores = [entry.confidence, entry.riskScore].filter((score) => score !== null).map(String);
  const happened = [entry.event, entry.action].filter((part) => part !== null);
  const name = id ?? strings.review.noId;
  return (
    <tr>
      <td className="no-wrap">
        {time === null ? (
          <span className="quiet">{strings.history.noTime}</span>
        ) : (
          <Text text={zonedTimeText(time, zone)} mono whole={onPaper} />
        )}
        <span className="block quiet">{strings.reports.answer.place(source, line, ordinal)}</span>
      </td>
      <th scope="row" className="clipped">
        {onQuery === null ? (
          <Text text={name} mono whole />
        ) : (
          <Button look="link" onPress={() => onQuery(entryQuery(entry))}>
            <Text text={name} mono whole={false} />
          </Button>
        )}
        {product !== null && <Text text={product} whole={onPaper} />}
        {modelVersion !== null && <Text text={modelVersion} mono whole={onPaper} />}
      </th>
      <td className="report-states">
        {(verdict !== null || scores.length > 0) && (
          <span className="report-result">
            {verdict !== null && <VerdictMark verdict={verdict} />}
            {scores.length > 0 && <span>{scores.join(' · ')}</span>}
          </span>
        )}
        {happened.length > 0 && <Text text={happened.join(' · ')} whole={onPaper} />}
        {entry.actor !== null && <Text text={entry.actor} mono whole={onPaper} />}
      </td>
      <td className="clipped">
        {image !== null && <Text text={image} mono whole={onPaper} />}
        {claim !== null && <Text text={claim} mono whole={onPaper} />}
      </td>
    </tr>
  );
}

interface TextProps {
  readonly text: string;
  readonly mono?: boolean;
  readonly whole: boolean;
}

function Text({ text, mono = false, whole }: TextProps) {
  return whole && text !== '' ? (
    <EvidenceText text={text} mono={mono} />
  ) : (
    <EvidenceLine text={text} mono={mono} />
  );
}

/** Finds exactly this entry: by its bytes, whatever its id is and whoever else has it. */
function entryQuery({ content }: ReportEntry): string {
  return `sha256:${content}`;
}
