import { ChartColumn, Columns3, PanelRight } from 'lucide-react';
import { memo } from 'react';
import { Button, IconSwitch } from '../design/button.tsx';
import { ChoiceMenu } from '../design/menu.tsx';
import { strings } from '../strings.ts';
import { gridColumns } from './grid/columns.ts';
import type { Columns } from './grid/use-columns.ts';
import type { Panels } from './use-panels.ts';

interface Props {
  readonly columns: Columns;
  readonly panels: Panels;
}

/** Switches that show and hide parts of the screen. Memoized: they do not depend on what is typed beside them. */
export const ReviewSwitches = memo(function ReviewSwitches({ columns, panels }: Props) {
  const { histogram, detail } = panels;
  return (
    <>
      <ChoiceMenu
        label={strings.review.columns}
        trigger={
          <Button look="quiet" aria-label={strings.review.columns}>
            <Columns3 size={18} strokeWidth={1.75} aria-hidden="true" />
            <span className="top-words">{strings.review.columns}</span>
          </Button>
        }
        groups={[
          {
            heading: strings.review.shownColumns,
            mode: 'multiple',
            items: gridColumns.map(({ name, heading }) => ({ key: name, text: heading, name: heading })),
            selected: columns.columns.map(({ name }) => name),
            onChange: columns.show,
          },
        ]}
      />
      <IconSwitch
        name={strings.review.toggleHistogram}
        icon={<ChartColumn size={18} strokeWidth={1.75} />}
        selected={histogram.shown}
        onChange={histogram.onShow}
      />
      <IconSwitch
        name={strings.review.toggleDetail}
        icon={<PanelRight size={18} strokeWidth={1.75} />}
        selected={detail.shown}
        onChange={detail.onShow}
      />
    </>
  );
});
