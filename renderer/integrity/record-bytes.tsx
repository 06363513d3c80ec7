import { useMemo, useState } from 'react';
import { concat, fromBase64 } from '../../shared/bytes/encoding.ts';
import type { NearbyRecord } from '../../shared/domain/nearby-record.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { HexView } from '../evidence/hex-view.tsx';
import { TextView } from '../evidence/text-view.tsx';
import { useClient } from '../session/client-context.tsx';
import { readBoolean, useStoredState } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { bytesText } from '../text/numbers.ts';

/** How many bytes are read at first, and at a time. */
const piece = 1 << 18;

/** The exact bytes of a record, as text or in hexadecimal, with their offsets in the source. */
export function RecordBytes({ record }: { readonly record: NearbyRecord }) {
  const client = useClient();
  const [hex, setHex] = useStoredState('integrity.hex', true, readBoolean);
  const [further, setFurther] = useState<readonly Uint8Array[]>([]);
  const [error, setError] = useState<AppError | null>(null);
  const start = useCall('entry.raw', { id: record.entry, offset: 0, length: Math.min(record.length, piece) });
  const bytes = useMemo(
    () => (start.value === null ? null : concat(decoded(start.value), ...further)),
    [start.value, further],
  );
  const words = strings.integrity;
  const readMore = async (from: number) => {
    setError(null);
    try {
      const length = Math.min(piece, record.length - from);
      const next = decoded(await client.call('entry.raw', { id: record.entry, offset: from, length }));
      setFurther((before) => [...before, next]);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  const fault = error ?? start.error;
  return (
    <section className="record-bytes">
      <header className="comparison-head">
        <h3>{words.bytes}</h3>
        <span className="quiet">{words.bytesFrom(record.byteOffset, record.length)}</span>
        <Button look="quiet" onPress={() => setHex(!hex)}>
          {hex ? strings.detail.asText : strings.detail.asHex}
        </Button>
      </header>
      {fault && <ErrorPanel error={fault} />}
      {bytes && hex && <HexView bytes={bytes} base={record.byteOffset} />}
      {bytes && !hex && <TextView bytes={bytes} encoding={record.encoding} />}
      {bytes && bytes.length < record.length && (
        <Button onPress={() => void readMore(bytes.length)}>
          {strings.detail.fetchMore(bytesText(record.length - bytes.length))}
        </Button>
      )}
    </section>
  );
}

function decoded(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array();
}
