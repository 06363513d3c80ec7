import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Tabs } from '../design/tabs.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { CheckDialog } from '../verify/check-dialog.tsx';
import { PackList } from './pack-list.tsx';
import { SignersTab } from './signers-tab.tsx';
import './packs.css';

/** The packs that were sealed from this case, other packs, and the known signers. */
export function PacksScreen({ onSeal }: { readonly onSeal: () => void }) {
  const { info, canChange, openPack } = useCase();
  const [tab, setTab] = useState<'packs' | 'signers'>('packs');
  const [checking, setChecking] = useState<File | null>(null);
  const words = strings.packs;
  const seal = canChange && info.counts.entries > 0 && (
    <Button look="primary" onPress={onSeal}>
      {strings.seal.open}
    </Button>
  );
  return (
    <div className="screen packs">
      <header className="screen-head">
        <h1>{words.title}</h1>
        <FileTrigger onSelect={(files) => files?.[0] && setChecking(files[0])}>
          <Button>{words.verifyAny}</Button>
        </FileTrigger>
        {info.packs.length > 0 && seal}
      </header>
      <Tabs
        label={words.title}
        selected={tab}
        onSelect={setTab}
        items={[
          {
            key: 'packs',
            title: words.tabs.packs,
            content: () =>
              info.packs.length === 0 ? (
                <EmptyState title={info.pack ? words.isPack : words.none} actions={seal}>
                  {info.pack ? words.isPackHelp : words.noneHelp}
                </EmptyState>
              ) : (
                <PackList />
              ),
          },
          { key: 'signers', title: words.tabs.signers, content: () => <SignersTab /> },
        ]}
      />
      {checking && (
        <CheckDialog
          subject={checking}
          name={checking.name}
          onClose={() => setChecking(null)}
          onChoosePath={null}
          onOpenPack={openPack}
        />
      )}
    </div>
  );
}
