import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Table } from '../design/table.tsx';
import { useClient } from '../session/client-context.tsx';
import { signersChanged, useSignersVersion } from '../session/signer-changes.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { AddSignerDialog } from './add-signer-dialog.tsx';

/** The signers that a person knows, for the packs of every case. */
export function SignersTab() {
  const client = useClient();
  const words = strings.signers;
  const signers = useCall('signer.list', {}, useSignersVersion());
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<KnownSigner | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const remove = async ({ fingerprint }: KnownSigner) => {
    setRemoving(null);
    setError(null);
    await client.call('signer.remove', { fingerprint }).catch((thrown) => setError(toAppError(thrown)));
    signersChanged();
  };
  const add = <Button onPress={() => setAdding(true)}>{words.add}</Button>;
  const { value } = signers;
  return (
    <div className="packs-list">
      {signers.error && <ErrorPanel error={signers.error} />}
      {error && <ErrorPanel error={error} />}
      {value === null && signers.loading && <Skeleton rows={4} label={strings.packs.tabs.signers} />}
      {value?.length === 0 && (
        <EmptyState title={words.none} actions={add}>
          {words.noneHelp}
        </EmptyState>
      )}
      {value !== null && value.length > 0 && (
        <>
          <SignerTable signers={value} onRemove={setRemoving} />
          <div className="panel-actions">{add}</div>
        </>
      )}
      {adding && (
        <AddSignerDialog found={null} onClose={() => setAdding(false)} onAdded={() => setAdding(false)} />
      )}
      {removing && (
        <Dialog
          title={words.removeTitle(removing.name)}
          onClose={() => setRemoving(null)}
          footer={
            <>
              <Button onPress={() => setRemoving(null)}>{strings.cancel}</Button>
              <Button look="primary" onPress={() => void remove(removing)}>
                {words.remove}
              </Button>
            </>
          }
        >
          <p className="mono break-anywhere">{removing.fingerprint}</p>
          <p>{words.removeHelp}</p>
        </Dialog>
      )}
    </div>
  );
}

interface TableProps {
  readonly signers: readonly KnownSigner[];
  readonly onRemove: (signer: KnownSigner) => void;
}

function SignerTable({ signers, onRemove }: TableProps) {
  const words = strings.signers;
  return (
    <Table
      label={strings.packs.tabs.signers}
      columns={[
        ...words.columns,
        { key: 'remove', heading: <span className="hidden-text">{words.remove}</span> },
      ]}
    >
      {signers.map((signer) => (
        <tr key={signer.fingerprint}>
          <td>
            <EvidenceText text={signer.name} />
          </td>
          <td>{words.kinds[signer.kind]}</td>
          <td className="mono break-anywhere">{signer.fingerprint}</td>
          <td className="mono no-wrap">{signer.since?.slice(0, 10)}</td>
          <td>{signer.note !== null && <EvidenceText text={signer.note} />}</td>
          <td>
            <Button look="link" onPress={() => onRemove(signer)}>
              {words.remove}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
