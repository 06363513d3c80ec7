import { CircleHelp, X } from 'lucide-react';
import { type Ref, useEffect, useId, useState } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Popover } from 'react-aria-components';
import type { AppError } from '../../shared/errors.ts';
import { toAppError } from '../../shared/errors.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import './query-bar.css';

/** Between the last keystroke and the search. */
const pauseMs = 150;

interface Props {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly inputRef: Ref<HTMLInputElement>;
  /** Escape leaves the bar. */
  readonly onLeave: () => void;
}

/** The query's text; searched as it is typed, as soon as it reads. */
export function QueryBar({ query, onQuery, inputRef, onLeave }: Props) {
  const [text, setText] = useState(query);
  const [seen, setSeen] = useState(query);
  const fault = faultOf(text);
  const faultId = useId();
  if (query !== seen) {
    setSeen(query);
    setText(query);
  }

  useEffect(() => {
    if (text === query || faultOf(text) !== null) return;
    const timer = setTimeout(() => onQuery(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, query, onQuery]);

  return (
    <search className="query-bar">
      <div className="query-line">
        <div className="query-box">
          {fault && <FaultUnderline text={text} position={fault.position} />}
          <input
            ref={inputRef}
            className="query-input"
            aria-label={strings.query.label}
            aria-invalid={fault !== null}
            aria-describedby={fault ? faultId : undefined}
            placeholder={strings.query.placeholder}
            value={text}
            spellCheck={false}
            autoComplete="off"
            maxLength={100_000}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && fault === null) onQuery(text);
              if (event.key === 'Escape') onLeave();
            }}
          />
        </div>
        {text !== '' && (
          <IconButton
            name={strings.query.clear}
            icon={<X size={16} />}
            onPress={() => {
              setText('');
              onQuery('');
            }}
          />
        )}
        <kbd title={strings.query.focusKey}>/</kbd>
        <Syntax />
      </div>
      {fault && (
        <p id={faultId} className="query-fault" role="status">
          {visibleLine(fault.error.message)} · {fault.error.next}
        </p>
      )}
    </search>
  );
}

interface Fault {
  readonly error: AppError;
  /** 0-based, in UTF-16 code units. */
  readonly position: number;
}

function faultOf(text: string): Fault | null {
  try {
    parseQuery(text);
    return null;
  } catch (thrown) {
    const error = toAppError(thrown);
    const position = error.details?.['position'];
    return { error, position: typeof position === 'number' ? position : 0 };
  }
}

/** Marks the place of the fault under the text of the input, which it mirrors. */
function FaultUnderline({ text, position }: { readonly text: string; readonly position: number }) {
  return (
    <span className="query-mirror" aria-hidden="true">
      {text.slice(0, position)}
      <mark>{text.slice(position, position + 1) || '\u00a0'}</mark>
    </span>
  );
}

function Syntax() {
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
