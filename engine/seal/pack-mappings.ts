/** The mappings by which the sources of a pack were read: what its columns were made by, and are made by again where it is opened. */
import { mappingPath } from '../../shared/pack/layout.ts';
import type { SourceRow } from '../case/sources.ts';
import { mappingOf } from '../import/layout/stated.ts';
import type { HiddenTexts } from '../redact/hidden-texts.ts';

export interface PackMappings {
  /** By path, in the order of the sources that have them: the file as `import --mapping` takes it. */
  readonly files: ReadonlyMap<string, string>;
  /** By source; of a source whose mapping says what is masked there is none. */
  readonly paths: ReadonlyMap<number, string>;
}

/** Sources of one mapping share a file. */
export function packMappings(sources: readonly SourceRow[], hidden: HiddenTexts): PackMappings {
  const byText = new Map<string, string>();
  const paths = new Map<number, string>();
  for (const source of sources) {
    const text = `${JSON.stringify(mappingOf(source), null, 2)}\n`;
    if (hidden.areQuotedIn(text)) continue;
    const path = byText.get(text) ?? mappingPath(byText.size + 1);
    byText.set(text, path);
    paths.set(source.id, path);
  }
  return { files: new Map([...byText].map(([text, path]) => [path, text])), paths };
}
