import { Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import { decodeText } from '../../../shared/bytes/encoded-text.ts';
import { fromBase64 } from '../../../shared/bytes/encoding.ts';
import { type EntryDetail, rawShown } from '../../../shared/domain/case.ts';
import { Button } from '../../design/button.tsx';
import { FieldLine, FieldList } from '../../design/field-list.tsx';
import { HexView } from '../../evidence/hex-view.tsx';
import { TextView } from '../../evidence/text-view.tsx';
import { useClient } from '../../session/client-context.tsx';
import { readBoolean, useStoredState } from '../../session/stored-state.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { bytesText, countText } from '../../text/numbers.ts';
import { Marks } from './marks.tsx';

/** The exact bytes, their place and their hash. */
export function RawBytes({ detail }: { readonly detail: EntryDetail }) {
  const client = useClient();
  const [hex, setHex] = useStoredState('detail.hex', false, readBoolean);
  const [further, setFurther] = useState<readonly Uint8Array[]>([]);
  const bytes = useMemo(() => joined([decoded(detail.raw), ...further]), [detail.raw, further]);
  const missing = detail.length - bytes.length;
  const fetchMore = async () => {
    const piece = await client.call('entry.raw', {
      id: detail.row.id,
      offset: bytes.length,
      length: Math.min(missing, rawShown),
    });
    setFurther((before) => [...before, decoded(piece)]);
  };
  return (
    <div className="detail-part">
      <FieldList>
        <FieldLine name={strings.detail.file}>
          <EvidenceText text={detail.sourceName} />
        </FieldLine>
        <FieldLine name={strings.detail.lineName}>
          <span className="mono">{countText(detail.line)}</span>
        </FieldLine>
        <FieldLine name={strings.detail.offset} copy={String(detail.offset)}>
          <span className="mono">{countText(detail.offset)}</span>
        </FieldLine>
        <FieldLine name={strings.detail.length}>
          <span className="mono">{bytesText(detail.length)}</span>
        </FieldLine>
        <FieldLine name="SHA-256" copy={detail.content}>
          <span className="mono break-anywhere">{detail.content}</span>
        </FieldLine>
        {detail.encoding !== 'utf-8' && (
          <FieldLine name={strings.detail.encoding}>
            <span className="mono">{detail.encoding.toUpperCase()}</span>
          </FieldLine>
        )}
        {detail.heading !== null && (
          <FieldLine name={strings.detail.heading}>
            <EvidenceText text={detail.heading.join(' · ')} mono />
          </FieldLine>
        )}
      </FieldList>
      <Marks marks={detail.marks} />
      <div className="raw-actions">
        <Button look="quiet" onPress={() => setHex(!hex)}>
          {hex ? strings.detail.asText : strings.detail.asHex}
        </Button>
        <Button
          look="quiet"
          onPress={() => void navigator.clipboard.writeText(decodeText(detail.encoding, bytes))}
        >
          <Copy size={14} aria-hidden="true" /> {strings.detail.copyText}
        </Button>
      </div>
      {hex ? (
        <HexView bytes={bytes} base={detail.offset} />
      ) : (
        <TextView bytes={bytes} encoding={detail.encoding} />
      )}
      {missing > 0 && (
        <Button onPress={() => void fetchMore()}>{strings.detail.fetchMore(bytesText(missing))}</Button>
      )}
    </div>
  );
}

function decoded(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array();
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
