import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

export interface TabItem<K extends string> {
  readonly key: K;
  readonly title: string;
  readonly content: () => ReactNode;
}

interface Props<K extends string> {
  readonly label: string;
  readonly items: readonly TabItem<K>[];
  readonly selected: K;
  readonly onSelect: (key: K) => void;
  /** The content is not yet the requested one: after a moment this is shown. */
  readonly stale?: boolean;
}

export function Tabs<K extends string>({ label, items, selected, onSelect, stale = false }: Props<K>) {
  return (
    <AriaTabs
      className={stale ? 'tabs tabs-stale' : 'tabs'}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as K)}
    >
      <TabList className="tab-list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.key} id={item.key} className="tab" data-title={item.title}>
            {item.title}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.key} id={item.key} className="tab-panel">
          {item.content()}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
