import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import {
  Dialog as AriaDialog,
  Autocomplete,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { localZone, setZone, useZone } from './zone.ts';
import './zone-menu.css';

const words = strings.time;

/** UTC, the zone of this machine, or any other by name. */
export function ZoneMenu() {
  const { zone, choice } = useZone();
  const { contains } = useFilter({ sensitivity: 'base' });
  const zones = useMemo(
    () => [
      { key: 'UTC', text: words.utc },
      { key: 'local', text: words.local(localZone) },
      ...Intl.supportedValuesOf('timeZone')
        .filter((name) => name !== 'UTC')
        .map((name) => ({ key: name, text: name.replaceAll('_', ' ') })),
    ],
    [],
  );
  const shown = choice === 'local' ? words.localShort : zone.replaceAll('_', ' ');
  return (
    <DialogTrigger>
      <Button aria-label={words.zone(choice === 'local' ? words.local(localZone) : shown)}>
        <span className="clip zone-name">{shown}</span> <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaDialog className="zone-choice" aria-label={words.choose}>
          {({ close }) => (
            <Autocomplete filter={contains}>
              <p className="label">{words.choose}</p>
              <SearchField autoFocus aria-label={words.find} className="field-row">
                <Input className="field-input" placeholder={words.find} />
              </SearchField>
              <ListBox
                className="zone-list"
                aria-label={words.choose}
                items={zones}
                selectionMode="single"
                disallowEmptySelection
                selectedKeys={[choice]}
                renderEmptyState={() => <p className="quiet">{words.none}</p>}
                onSelectionChange={(keys) => {
                  const [key] = keys;
                  if (key !== undefined) setZone(String(key));
                  close();
                }}
              >
                {({ key, text }) => (
                  <ListBoxItem id={key} textValue={text} className="menu-item">
                    {text}
                  </ListBoxItem>
                )}
              </ListBox>
            </Autocomplete>
          )}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
