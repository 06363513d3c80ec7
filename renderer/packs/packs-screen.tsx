import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText, utcTimeText } from '../text/numbers.ts';

/** The packs that were sealed from this case. */
export function PacksScreen({ onSeal }: { readonly onSeal: () => void }) {
  const { info, canChange } = useCase();
  const seal = canChange && (
    <Button look="primary" onPress={onSeal}>
      {strings.seal.open}
    </Button>
  );
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{strings.packs.title}</h1>
      </header>
      {info.packs.length === 0 ? (
        <EmptyState title={strings.packs.none} actions={seal}>
          {strings.packs.noneHelp}
        </EmptyState>
      ) : (
        <section className="table-frame" tabIndex={0} aria-label={strings.packs.title}>
          <table className="plain-table">
            <thead>
              <tr>
                {strings.packs.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...info.packs].reverse().map((pack) => (
                <tr key={pack.number}>
                  <td className="figure">{countText(pack.number)}</td>
                  <td>
                    <EvidenceText text={pack.name} mono />
                  </td>
                  <td>
                    <EvidenceText text={pack.scope} mono />
                  </td>
                  <td className="figure">{countText(pack.entries)}</td>
                  <td className="mono no-wrap">{utcTimeText(pack.sealed)}</td>
                  <td>
                    <EvidenceText text={pack.path} mono />
                    <span className="mono quiet break-anywhere block">SHA-256 {pack.sha256}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
