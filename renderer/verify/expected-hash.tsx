import { useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { TextField } from '../design/fields.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { statedHash, subjectsOfHash } from './stated-hash.ts';
import '../integrity/screen.css';

/** Holds the files that a report is about against a hash that somebody stated of one of them. */
export function ExpectedHash({ report }: { readonly report: VerifyReport }) {
  const [given, setGiven] = useState('');
  const words = strings.check.expected;
  const hash = statedHash(given);
  const subjects = hash === null ? [] : subjectsOfHash(report, hash);
  return (
    <div className="expected-hash">
      <TextField
        label={words.label}
        value={given}
        onChange={setGiven}
        mono
        hint={words.hint}
        error={given.trim() !== '' && hash === null ? strings.importing.expectedFault : null}
      />
      <p role="status">
        {hash !== null &&
          (subjects.length > 0 ? (
            <StateMark tone="good">
              {words.holds(subjects.map((subject) => report.names?.[subject] ?? subject))}
            </StateMark>
          ) : (
            <StateMark tone="bad">{words.differs(Object.keys(report.files ?? {}).length)}</StateMark>
          ))}
      </p>
    </div>
  );
}
