import { CircleHelp } from 'lucide-react';
import { Dialog as AriaDialog, DialogTrigger, Popover } from 'react-aria-components';
import { IconButton } from '../../design/button.tsx';
import { strings } from '../../strings.ts';

/** How to write a query, by examples. */
export function Syntax() {
  return (
    <DialogTrigger>
      <IconButton name={strings.query.syntax} icon={<CircleHelp size={16} />} />
      <Popover className="popover" placement="bottom end">
        <AriaDialog className="query-syntax" aria-label={strings.query.syntax}>
          <dl>
            {strings.query.examples.map(([example, meaning]) => (
              <div key={example}>
                <dt className="mono">{example}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
