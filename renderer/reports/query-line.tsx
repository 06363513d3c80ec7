import { Copy } from 'lucide-react';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';

interface Props {
  /** What the query shows the entries of, in words. */
  readonly of: string;
  readonly query: string;
  /** On paper: on as many lines as it needs, and not to be copied. */
  readonly onPaper?: boolean;
}

/** A query, to be read and to be copied exactly. */
export function QueryLine({ of, query, onPaper = false }: Props) {
  const words = strings.reports;
  return (
    <span className="query-shown">
      {query === '' ? (
        <span className="quiet">{words.answer.everything}</span>
      ) : onPaper ? (
        <EvidenceText text={query} mono />
      ) : (
        <EvidenceLine text={query} mono />
      )}
      {query !== '' && !onPaper && (
        <IconButton
          name={words.answer.copyQuery(of)}
          icon={<Copy size={14} />}
          onPress={() => void navigator.clipboard.writeText(query)}
        />
      )}
    </span>
  );
}
