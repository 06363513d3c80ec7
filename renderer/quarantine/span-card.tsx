import { Binary, Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import { decodeText } from '../../shared/bytes/encoded-text.ts';
import { concat, fromBase64, toHex } from '../../shared/bytes/encoding.ts';
import type { QuarantinedSpan, SourceInfo } from '../../shared/domain/case.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import { HexView } from '../evidence/hex-view.tsx';
import { TextView } from '../evidence/text-view.tsx';
import { useClient } from '../session/client-context.tsx';
import { readBoolean, useStoredState } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

/** How many bytes are read at first, and at a time. */
const firstPiece = 1 << 14;
const piece = 1 << 18;

interface Props {
  readonly span: QuarantinedSpan;
  /** Null if the case no longer has it. */
  readonly source: SourceInfo | null;
}

/** One span: why it is not an entry, where it is, and its exact bytes. */
export function SpanCard({ span, source }: Props) {
  const client = useClient();
  const [hex, setHex] = useStoredState('quarantine.hex', false, readBoolean);
  const [further, setFurther] = useState<readonly Uint8Array[]>([]);
  const [error, setError] = useState<AppError | null>(null);
  const start = useCall(
    'quarantine.raw',
    span.length > decoded(span.preview).length ? { id: span.id, offset: 0, length: firstPiece } : null,
  );
  const bytes = useMemo(
    () => concat(decoded(start.value ?? span.preview), ...further),
    [start.value, span.preview, further],
  );
  const left = span.length - bytes.length;
  const { encoding } = span;
  const words = strings.quarantine;
  const readMore = async () => {
    setError(null);
    try {
      const input = { id: span.id, offset: bytes.length, length: Math.min(left, piece) };
      const next = decoded(await client.call('quarantine.raw', input));
      setFurther((before) => [...before, next]);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <article className="span-card">
      <h2>
        <MarkShape tone="warn" /> {visibleLine(words.what(span.detail))}
      </h2>
      <p className="quiet">{words.whole}</p>
      <FieldList>
        <FieldLine name={words.source}>
          <EvidenceText text={source?.name ?? String(span.source)} />
        </FieldLine>
        <FieldLine name={strings.detail.lineName} copy={String(span.line)}>
          <span className="mono">{countText(span.line)}</span>
        </FieldLine>
        <FieldLine name={strings.detail.offset} copy={String(span.offset)}>
          <span className="mono">{countText(span.offset)}</span>
        </FieldLine>
        <FieldLine name={strings.detail.length} copy={String(span.length)}>
          <span className="mono">{bytesText(span.length)}</span>
        </FieldLine>
        <FieldLine name={words.code}>
          <span className="mono">{span.reason}</span>
        </FieldLine>
      </FieldList>
      <div className="raw-actions">
        <Button look="quiet" onPress={() => setHex(!hex)}>
          {hex ? strings.detail.asText : strings.detail.asHex}
        </Button>
        <Button look="quiet" onPress={() => void navigator.clipboard.writeText(decodeText(encoding, bytes))}>
          <Copy size={14} aria-hidden="true" /> {strings.detail.copyText}
        </Button>
        <Button look="quiet" onPress={() => void navigator.clipboard.writeText(toHex(bytes))}>
          <Binary size={14} aria-hidden="true" /> {words.copyBytes}
        </Button>
      </div>
      {hex ? <HexView bytes={bytes} base={span.offset} /> : <TextView bytes={bytes} encoding={encoding} />}
      {left > 0 && !start.loading && (
        <Button onPress={() => void readMore()}>{words.readMore(bytesText(left))}</Button>
      )}
      {(error ?? start.error) && <ErrorPanel error={(error ?? start.error) as AppError} />}
    </article>
  );
}

function decoded(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array();
}
