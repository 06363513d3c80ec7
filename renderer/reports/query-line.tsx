import { Copy } from 'lucide-react';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';

interface Props {
  /** What the query shows the entries of, in words. */
  readonly of: string;
  readonly query: string;
  /** On as many lines as it needs. */
  readonly whole?: boolean;
}

/** A query, to be read and to be copied exactly. */
export function QueryLine({ of, query, whole = false }: Props) {
  const words = strings.reports;
  return (
    <span className="query-shown">
      {query === '' ? (
        <span className="quiet">{words.answer.everything}</span>
      ) : whole ? (
        <EvidenceText text={query} mono />
      ) : (
        <EvidenceLine text={query} mono />
      )}
      {query !== '' && (
        <IconButton
          name={words.answer.copyQuery(of)}
          icon={<Copy size={14} />}
          onPress={() => void navigator.clipboard.writeText(query)}
        />
      )}
    </span>
  );
}
