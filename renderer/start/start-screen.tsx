import { FilePlus2, FlaskConical, FolderOpen, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { AppInfo } from '../../shared/contract/operations.ts';
import { type AccessMode, accessModes } from '../../shared/domain/case.ts';
import type { AppError } from '../../shared/errors.ts';
import { AppearanceMenu } from '../design/appearance-menu.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { utcTimeText } from '../text/numbers.ts';
import './start.css';

interface Props {
  readonly app: AppInfo;
  readonly error: AppError | null;
  readonly opening: boolean;
  readonly onOpen: (path: string, mode: AccessMode) => void;
  /** Null if the error rules that out. */
  readonly onOpenReadOnly: (() => void) | null;
  readonly onChooseCase: (mode: AccessMode) => void;
  readonly onNew: () => void;
  readonly onCheck: (file: File) => void;
}

export function StartScreen(props: Props) {
  const { app, opening } = props;
  const { sampleCase, mostMode } = app;
  const modes = accessModes.slice(0, accessModes.indexOf(mostMode) + 1);
  const [mode, setMode] = useState<AccessMode>(mostMode);
  return (
    <main className="start">
      <div className="start-column">
        <header className="start-head">
          <h1>{strings.start.title}</h1>
          <AppearanceMenu />
          <p>{strings.start.promise}</p>
        </header>
        {props.error && (
          <ErrorPanel error={props.error}>
            {props.onOpenReadOnly && (
              <Button onPress={props.onOpenReadOnly}>{strings.start.openReadOnly}</Button>
            )}
          </ErrorPanel>
        )}
        <ul className="start-actions">
          {sampleCase !== null && (
            <Action icon={<FlaskConical size={18} strokeWidth={1.75} />} text={strings.start.sampleHelp}>
              <Button look="primary" isDisabled={opening} onPress={() => props.onOpen(sampleCase, mode)}>
                {strings.start.sample}
              </Button>
            </Action>
          )}
          <Action icon={<FilePlus2 size={18} strokeWidth={1.75} />} text={strings.start.importHelp}>
            <Button isDisabled={opening || mostMode !== 'full'} onPress={props.onNew}>
              {strings.start.import}
            </Button>
          </Action>
          <Action icon={<FolderOpen size={18} strokeWidth={1.75} />} text={strings.start.openHelp}>
            <Button isDisabled={opening} onPress={() => props.onChooseCase(mode)}>
              {strings.start.open}
            </Button>
          </Action>
          <Action icon={<ShieldCheck size={18} strokeWidth={1.75} />} text={strings.start.verifyHelp}>
            <FileTrigger onSelect={(files) => files?.[0] && props.onCheck(files[0])}>
              <Button isDisabled={opening}>{strings.start.verify}</Button>
            </FileTrigger>
          </Action>
        </ul>
        {modes.length > 1 && (
          <div className="start-mode">
            <Select
              label={strings.start.openFor}
              value={mode}
              onChange={setMode}
              options={modes.map((value) => ({
                value,
                text: `${strings.frame.modes[value]}: ${strings.frame.modeHelp[value].toLowerCase()}`,
              }))}
            />
          </div>
        )}
        {app.recentCases.length > 0 && (
          <section>
            <h2>{strings.start.recent}</h2>
            <ul className="start-recent">
              {app.recentCases.map((recent) => (
                <li key={recent.path}>
                  <Button look="link" isDisabled={opening} onPress={() => props.onOpen(recent.path, mode)}>
                    <EvidenceLine text={recent.title} />
                  </Button>
                  <EvidenceLine text={recent.path} mono />
                  <span className="mono quiet">{utcTimeText(recent.opened).slice(0, 16)} UTC</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <footer className="quiet">
          {strings.start.drop} · {strings.start.offline} · Casebound {app.version}
        </footer>
      </div>
    </main>
  );
}

interface ActionProps {
  readonly icon: ReactNode;
  readonly text: string;
  readonly children: ReactNode;
}

function Action({ icon, text, children }: ActionProps) {
  return (
    <li>
      <span className="start-icon" aria-hidden="true">
        {icon}
      </span>
      <span>{text}</span>
      {children}
    </li>
  );
}
