import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** electron-builder's own reading and checking of its configuration, which its command runs before it builds. */
interface BuilderConfiguration {
  getConfig(projectDir: string, configPath: string, options: null): Promise<Record<string, unknown>>;
  validateConfiguration(
    config: Record<string, unknown>,
    log: { isEnabled: boolean; add(): void },
  ): Promise<void>;
}
const ofBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const builder: BuilderConfiguration = ofBuilder('app-builder-lib/out/util/config/config');
const log = { isEnabled: false, add: () => {} };

describe('electron-builder.yml', () => {
  let config: Record<string, unknown>;
  beforeAll(async () => {
    config = await builder.getConfig(root, 'electron-builder.yml', null);
  });

  it('is what electron-builder accepts', async () => {
    await builder.validateConfiguration(config, log);
  });

  it('would not be accepted with a word that electron-builder does not know', async () => {
    await expect(builder.validateConfiguration({ ...config, asarUnpak: [] }, log)).rejects.toThrow(
      /asarUnpak/,
    );
  });

  it('opens case files, packs SQLite’s binary beside the archive, and fetches no updates', () => {
    expect(config).toMatchObject({
      fileAssociations: [{ ext: 'casebound' }],
      asar: true,
      asarUnpack: ['**/*.node'],
      npmRebuild: false,
      publish: null,
    });
  });

  it('leaves nothing in the binary that runs other code than the application', () => {
    expect(config['electronFuses']).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });
});
