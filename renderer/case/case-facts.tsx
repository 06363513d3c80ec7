import { Button } from '../design/button.tsx';
import { useCase } from '../session/case-context.tsx';
import type { CasePlace, CaseTab } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';

interface Props {
  /** Shows another part of the case. */
  readonly onPlace: (place: CasePlace) => void;
  readonly onPacks: () => void;
}

/** The figures of a case, each of which leads to what it counts. */
export function CaseFacts({ onPlace, onPacks }: Props) {
  const { info } = useCase();
  const { zone } = useZone();
  const words = strings.case.overview;
  const { counts, period, sources } = info;
  const systems = [...new Set(sources.map(({ system }) => system))];
  const figure = (count: number, tab: CaseTab) => (
    <Button look="link" onPress={() => onPlace({ tab, source: null })}>
      {countText(count)}
    </Button>
  );
  return (
    <section aria-label={words.about}>
      <h2>{words.about}</h2>
      <dl className="overview-facts">
        <dt>{words.sources}</dt>
        <dd>
          <Button look="link" onPress={() => onPlace({ tab: 'sources', source: null })}>
            {words.sourceCount(sources.length, systems)}
          </Button>
        </dd>
        <dt>{strings.time.heading(words.period, zone)}</dt>
        <dd>
          {period ? (
            <>
              <span className="mono">{zonedTimeText(period.from, zone)}</span>
              <br />
              <span className="mono">{zonedTimeText(period.to, zone)}</span>
            </>
          ) : (
            words.noPeriod
          )}
        </dd>
        <dt>{words.duplicates}</dt>
        <dd>{figure(counts.duplicates, 'sources')}</dd>
        <dt>{words.conflicts}</dt>
        <dd>{figure(counts.conflicts, 'conflicts')}</dd>
        <dt>{words.quarantined}</dt>
        <dd>{figure(counts.quarantined, 'quarantined')}</dd>
        <dt>{words.packs}</dt>
        <dd>
          <Button look="link" onPress={onPacks}>
            {countText(info.packs.length)}
          </Button>
        </dd>
      </dl>
    </section>
  );
}
