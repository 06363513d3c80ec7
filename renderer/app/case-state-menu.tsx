import { ChevronDown, Lock } from 'lucide-react';
import { useState } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { type AccessMode, accessModes } from '../../shared/domain/case.ts';
import { ClosingDialog } from '../case/closing-dialog.tsx';
import { Button } from '../design/button.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

/** The mode in which the case is open, and the modes to which it can be switched. */
export function CaseStateMenu() {
  const { info, reopenAs, mostMode, canChange } = useCase();
  const [closing, setClosing] = useState(false);
  const words = strings.frame;
  const state = info.closed ? words.closed : words.modes[info.mode];
  // A pack is read-only, whatever mode the host allows.
  const most = info.pack === null ? mostMode : 'read-only';
  const allowed = accessModes.slice(0, accessModes.indexOf(most) + 1);
  return (
    <>
      <MenuTrigger>
        <Button look="quiet" aria-label={words.state(state)}>
          {info.closed && <Lock size={14} aria-hidden="true" />}
          {info.closed ? state : words.modesInBrief[info.mode]}
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
        <Popover className="popover" placement="bottom start">
          <AriaMenu
            className="menu"
            aria-label={words.state(state)}
            onAction={(key) => (key === 'closing' ? setClosing(true) : reopenAs(key as AccessMode))}
          >
            <MenuSection>
              <Header className="menu-heading">{words.stateHeading}</Header>
              {allowed.map((mode) => (
                <MenuItem
                  key={mode}
                  id={mode}
                  textValue={words.modes[mode]}
                  className="menu-item"
                  isDisabled={mode === info.mode}
                >
                  <span className="menu-words">{words.modes[mode]}</span>
                  <span className="quiet">{words.modeHelp[mode]}</span>
                </MenuItem>
              ))}
            </MenuSection>
            {canChange && <Separator className="menu-line" />}
            {canChange && (
              <MenuItem id="closing" className="menu-item">
                {info.closed ? words.reopenCase : words.closeCase}
              </MenuItem>
            )}
          </AriaMenu>
        </Popover>
      </MenuTrigger>
      {closing && <ClosingDialog onClose={() => setClosing(false)} />}
    </>
  );
}
