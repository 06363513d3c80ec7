import type { SyncWish } from './sync-wish.ts';
import type { ApiKey } from './use-api-key.ts';
import { WhatToAsk } from './what-to-ask.tsx';
import { WhereToAsk } from './where-to-ask.tsx';

interface Props {
  readonly wish: SyncWish;
  readonly onWish: (wish: SyncWish) => void;
  readonly secret: ApiKey;
}

/** Where to ask and what for. */
export function SyncForm({ wish, onWish, secret }: Props) {
  return (
    <div className="sync-form">
      <WhereToAsk wish={wish} onWish={onWish} secret={secret} />
      <WhatToAsk wish={wish} onWish={onWish} />
    </div>
  );
}
