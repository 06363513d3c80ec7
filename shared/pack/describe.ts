import { AppError } from '../errors.ts';
import { checkContainer } from './check-container.ts';
import { type CheckEffects, checkContext, readDocument } from './check-context.ts';
import { Findings } from './findings.ts';
import { paths } from './layout.ts';
import { type PackSources, sourcesSchema } from './lines.ts';
import type { PackReader } from './reader.ts';
import { readDirectory } from './zip-directory.ts';

/**
 * What a pack says that it holds. Nothing of it is checked: that is `checkPack`'s part.
 *
 * @throws AppError PACK_UNREADABLE where the file is no zip, or the zip no pack
 */
export async function describePack(reader: PackReader, effects: CheckEffects): Promise<PackSources> {
  const findings = new Findings();
  const pack = checkContainer(reader, await readDirectory(reader), findings);
  const context = checkContext(
    { reader, pack, effects, findings },
    () => {},
    () => {},
  );
  const described = await readDocument(context, paths.sources, sourcesSchema, 'storage');
  if (described !== null) return described;
  throw new AppError({
    code: 'PACK_UNREADABLE',
    message: 'the zip file does not describe itself as a pack',
    safe: 'nothing was changed',
    next: 'check that it is the file you mean; casebound verify tells all that is wrong with it',
  });
}
