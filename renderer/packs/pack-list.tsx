import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Table } from '../design/table.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText, utcTimeText } from '../text/numbers.ts';
import { PackCard } from './pack-card.tsx';
import { storedScopeText } from './scope-text.ts';

/** The packs of the case, the newest first, and the selected one. */
export function PackList() {
  const { info } = useCase();
  const words = strings.packs;
  const packs = info.packs.toReversed();
  const [chosen, setChosen] = useState<number | null>(null);
  const pack = packs.find(({ number }) => number === chosen) ?? packs[0];
  return (
    <div className="packs-list">
      <Table label={words.tabs.packs} columns={words.columns} numbers={[3]}>
        {packs.map(({ number, name, scope, entries, bates, sealed }) => (
          <tr key={number} data-chosen={number === pack?.number || undefined}>
            <td>{countText(number)}</td>
            <th scope="row" className="clipped">
              <Button look="link" onPress={() => setChosen(number)} aria-current={number === pack?.number}>
                <EvidenceLine text={name} mono />
              </Button>
            </th>
            <td className="clipped">
              <EvidenceLine text={storedScopeText(scope)} />
            </td>
            <td className="number">{countText(entries)}</td>
            <td className={bates ? 'mono no-wrap' : 'no-wrap'}>
              {bates ? (
                strings.seal.numbers.range(bates.first, bates.last)
              ) : (
                <span className="quiet">{words.noNumbers}</span>
              )}
            </td>
            <td className="mono no-wrap">{utcTimeText(sealed)}</td>
          </tr>
        ))}
      </Table>
      {pack && <PackCard key={pack.number} pack={pack} />}
    </div>
  );
}
