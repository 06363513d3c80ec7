import { Receipt } from '../packs/receipt.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import type { Sealed } from './use-sealing.ts';

/** The receipt of the pack that was just sealed, checked again from its file. */
export function SealedReceipt({
  sealed,
  onClose,
}: {
  readonly sealed: Sealed;
  readonly onClose: () => void;
}) {
  const { info } = useCase();
  const { result, request } = sealed;
  const state = useCall('pack.state', { path: result.pack });
  const pack = info.packs.find(({ path, sha256 }) => path === result.pack && sha256 === result.sha256);
  if (pack === undefined) return null;
  return (
    <Receipt
      title={strings.receipt.done}
      of={{ pack, state: state.value, sha256: pack.sha256, request }}
      verification={result.verification}
      onClose={onClose}
    />
  );
}
