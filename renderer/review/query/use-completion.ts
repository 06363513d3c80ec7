import { useMemo } from 'react';
import { type Completion, complete, valuesWantedAt } from '../../../shared/query/completion/suggest.ts';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { useLagging } from '../../session/use-lagging.ts';

/** A pause between keystrokes, in milliseconds, after which values are asked for. */
const pauseMs = 80;
const most = 12;

/** Suggestions for the cursor's position; null asks for none. */
export function useCompletion(text: string, at: number | null): Completion | null {
  const { version } = useCase();
  const wanted = useMemo(() => (at === null ? null : valuesWantedAt(text, at)), [text, at]);
  const meant = wanted === null ? '' : JSON.stringify(wanted);
  const asked = useLagging(meant, pauseMs);
  const question = asked === '' ? null : (JSON.parse(asked) as { field: string; typed: string });
  const values = useCall(
    'query.values',
    question && { query: '', field: question.field, search: question.typed, limit: most },
    version,
    asked !== meant,
  );
  const further = useCall('query.fields', at === null ? null : {}, version);
  return useMemo(() => {
    if (at === null) return null;
    const fields = (further.value ?? []).map(({ name, types, examples }) => {
      return { name, detail: types.join(', '), examples };
    });
    const known = {
      fields,
      values: (field: string) => (question?.field === field ? (values.value?.values ?? null) : null),
    };
    return complete(text, at, known, most);
  }, [text, at, question?.field, values.value, further.value]);
}
