import { Plus, X } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileBrowser } from '../files/file-browser.tsx';
import { fileName } from '../files/paths.ts';
import { useSession } from '../session/client-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

interface Props {
  readonly paths: readonly string[];
  readonly onPaths: (paths: readonly string[]) => void;
}

/** What is to be imported, each with what it seems to be and why. */
export function ChosenFiles({ paths, onPaths }: Props) {
  const { host } = useSession();
  const [browsing, setBrowsing] = useState(false);
  const add = (more: readonly string[]) => onPaths([...new Set([...paths, ...more])]);
  const choose = async () => {
    if (host.dialogs === null) return setBrowsing(true);
    add(await host.dialogs.chooseFiles({ title: strings.importing.choose, several: true }));
  };
  return (
    <section className="chosen">
      {paths.map((path) => (
        <ChosenFile key={path} path={path} onRemove={() => onPaths(paths.filter((each) => each !== path))} />
      ))}
      <Button onPress={() => void choose()} autoFocus={paths.length === 0}>
        <Plus size={16} aria-hidden="true" /> {strings.importing.choose}
      </Button>
      {browsing && (
        <FileBrowser
          title={strings.importing.choose}
          purpose="open"
          several
          onClose={() => setBrowsing(false)}
          onChoose={(more) => {
            setBrowsing(false);
            add(more);
          }}
        />
      )}
    </section>
  );
}

function ChosenFile({ path, onRemove }: { readonly path: string; readonly onRemove: () => void }) {
  const detection = useCall('import.detect', { paths: [path] });
  return (
    <article className="chosen-file">
      <header>
        <div className="clip" title={path}>
          <strong>
            <EvidenceLine text={fileName(path)} />
          </strong>
        </div>
        <IconButton
          name={strings.importing.remove(fileName(path))}
          icon={<X size={16} />}
          onPress={onRemove}
        />
      </header>
      {detection.loading && <p className="quiet">{strings.importing.looking}</p>}
      {detection.error && <ErrorPanel error={detection.error} />}
      {detection.value?.files.map((file) => (
        <Fragment key={file.name}>
          <p>
            {strings.importing.detected(file.system, file.format)}{' '}
            <span className="quiet">{bytesText(file.bytes)}</span>
          </p>
          <ul className="evidence-list">
            {file.evidence.map((reason) => (
              <li key={reason}>
                <EvidenceText text={sentence(reason)} />
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </article>
  );
}
