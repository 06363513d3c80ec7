import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { storedScopeText } from '../seal/scope-text.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText, utcTimeText } from '../text/numbers.ts';
import { PackCard } from './pack-card.tsx';

/** The packs of the case, the newest first, and the one that is chosen. */
export function PackList() {
  const { info } = useCase();
  const words = strings.packs;
  const packs = info.packs.toReversed();
  const [chosen, setChosen] = useState<number | null>(null);
  const pack = packs.find(({ number }) => number === chosen) ?? packs[0];
  return (
    <div className="packs-list">
      <section className="table-frame" tabIndex={0} aria-label={words.tabs.packs}>
        <table className="plain-table">
          <thead>
            <tr>
              {words.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {packs.map(({ number, name, scope, entries, bates, sealed }) => (
              <tr key={number} data-chosen={number === pack?.number || undefined}>
                <td className="figure">{countText(number)}</td>
                <td className="packs-cell">
                  <Button
                    look="link"
                    onPress={() => setChosen(number)}
                    aria-current={number === pack?.number}
                  >
                    <EvidenceLine text={name} mono />
                  </Button>
                </td>
                <td className="packs-cell">
                  <EvidenceLine text={storedScopeText(scope)} />
                </td>
                <td className="figure">{countText(entries)}</td>
                <td className="mono no-wrap">
                  {bates && strings.seal.numbers.range(bates.first, bates.last)}
                </td>
                <td className="mono no-wrap">{utcTimeText(sealed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pack && <PackCard key={pack.number} pack={pack} />}
    </div>
  );
}
