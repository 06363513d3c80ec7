import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Popover } from 'react-aria-components';
import type { SavedView } from '../../../shared/contract/view-operations.ts';
import { type AppError, toAppError } from '../../../shared/errors.ts';
import { useCommand } from '../../commands/commands-context.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/fields.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { setZone, useZone } from '../../time/zone.ts';
import type { Columns } from '../grid/use-columns.ts';
import { firstRow } from '../selection.ts';
import { TermsDialog } from '../terms/terms-dialog.tsx';
import type { Review } from '../use-review.ts';
import { PastSearches } from './past-searches.tsx';
import { planOf, viewOf } from './view-of.ts';
import './views.css';

interface Props {
  readonly review: Review;
  readonly columns: Columns;
}

/** Saved views of the case, and past searches. */
export function ViewsMenu(props: Props) {
  const { review } = props;
  const [counting, setCounting] = useState(false);
  useCommand('terms.report', () => setCounting(true));
  return (
    <>
      <DialogTrigger>
        <Button look="quiet" aria-label={strings.views.open}>
          <Bookmark size={18} strokeWidth={1.75} aria-hidden="true" />
          <span className="top-words">{strings.views.open}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <AriaDialog className="views" aria-label={strings.views.title}>
            {({ close }) => (
              <>
                <Views {...props} onDone={close} />
                <div>
                  <Button
                    onPress={() => {
                      close();
                      setCounting(true);
                    }}
                  >
                    {strings.terms.open}
                  </Button>
                </div>
              </>
            )}
          </AriaDialog>
        </Popover>
      </DialogTrigger>
      {counting && (
        <TermsDialog
          query={review.place.query}
          onQuery={(query) => {
            setCounting(false);
            review.setQuery(query);
          }}
          onClose={() => setCounting(false)}
        />
      )}
    </>
  );
}

function Views({ review, columns, onDone }: Props & { readonly onDone: () => void }) {
  const client = useClient();
  const { info } = useCase();
  const { known, identify } = useReviewer();
  const { choice } = useZone();
  const list = useCall('view.list', {});
  const [name, setName] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const words = strings.views;
  const views = list.value ?? [];
  const exists = views.some((view) => view.name === name.trim());
  const canSave = info.mode !== 'read-only';

  const apply = (view: SavedView) => {
    review.change({ query: view.query, sort: view.sort, selection: firstRow });
    columns.arrange(planOf(view));
    setZone(view.zone);
    onDone();
  };
  const attempt = async (act: () => Promise<unknown>) => {
    setError(null);
    try {
      await act();
      list.again();
      return true;
    } catch (thrown) {
      setError(toAppError(thrown));
      return false;
    }
  };
  const save = async () => {
    const author = await identify();
    if (author === null) return;
    const view = viewOf(name.trim(), review.place, columns.plan, choice);
    const sent = { ...view, columns: view.columns.map((column) => ({ ...column })) };
    const saved = await attempt(() => client.call('view.save', { view: sent, author, replace: exists }));
    if (saved) setName('');
  };
  return (
    <>
      <h2 className="label">{words.saved}</h2>
      {views.length === 0 && <p className="quiet">{words.none}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.name}>
            <Button look="link" onPress={() => apply(view)}>
              <EvidenceLine text={view.name} />
            </Button>
            <span className="quiet">
              {view.query === '' ? words.everything : <EvidenceLine text={view.query} mono />}
            </span>
            {canSave && (
              <IconButton
                name={words.remove(view.name)}
                icon={<Trash2 size={14} />}
                onPress={() => void attempt(() => client.call('view.remove', { name: view.name }))}
              />
            )}
          </li>
        ))}
      </ul>
      {canSave && (
        <TextField
          label={words.name}
          value={name}
          onChange={setName}
          hint={words.help}
          maxLength={200}
          beside={
            <Button isDisabled={name.trim() === ''} onPress={() => void save()}>
              {exists ? words.replace : words.save}
            </Button>
          }
        />
      )}
      {error && <ErrorPanel error={error} />}
      <PastSearches
        examiner={known}
        onQuery={(query) => {
          review.setQuery(query);
          onDone();
        }}
      />
    </>
  );
}
