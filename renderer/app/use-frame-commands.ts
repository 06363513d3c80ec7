import { useCommand, useCommands } from '../commands/commands-context.tsx';
import { densities, setAppearance, themes, useAppearance } from '../design/theme.ts';
import { useNotices } from '../notices/notices.tsx';
import { useMarks } from '../review/coding/marks-context.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { setZone, useZone } from '../time/zone.ts';
import type { Screen } from './rail.tsx';

export type Overlay = 'palette' | 'shortcuts';

interface Frame {
  readonly onScreen: (screen: Screen) => void;
  readonly onOverlay: (overlay: Overlay) => void;
}

/** The commands that are available on every screen of a case. */
export function useFrameCommands({ onScreen, onOverlay }: Frame): void {
  const { close } = useCase();
  const { theme, density } = useAppearance();
  const { choice } = useZone();
  const { changes, change } = useCommands();
  const { tell } = useNotices();
  useCommand('palette.open', () => onOverlay('palette'));
  useCommand('help.shortcuts', () => onOverlay('shortcuts'));
  useCommand('screen.case', () => onScreen('case'));
  useCommand('screen.review', () => onScreen('review'));
  useCommand('screen.images', () => onScreen('images'));
  useCommand('screen.claims', () => onScreen('claims'));
  useCommand('screen.reports', () => onScreen('reports'));
  useCommand('screen.integrity', () => onScreen('integrity'));
  useCommand('screen.packs', () => onScreen('packs'));
  useCommand('screen.custody', () => onScreen('custody'));
  useCommand('case.leave', close);
  useCommand('appearance.theme', () => setAppearance({ theme: following(themes, theme) }));
  useCommand('appearance.density', () => setAppearance({ density: following(densities, density) }));
  useCommand('time.zone', () => setZone(choice === 'UTC' ? 'local' : 'UTC'));
  useCommand('keys.toggleSingle', () => {
    change({ ...changes, characterKeys: !changes.characterKeys });
    tell({ text: changes.characterKeys ? strings.commands.charactersOff : strings.commands.charactersOn });
  });
  useCommand('annotation.undo', useUndo());
}

/**
 * Reverses the reviewer's last annotation by a new event, never what somebody else has said since; nothing is erased.
 * Null if there is nothing to reverse.
 */
function useUndo(): (() => void) | null {
  const { info, canAnnotate } = useCase();
  const { writer, said } = useMarks();
  // The latest annotation may not be counted yet.
  const isAny = info.counts.annotations > 0 || said > 0;
  return canAnnotate && isAny ? () => void writer.undo() : null;
}

function following<T>(list: readonly T[], now: T): T {
  return list[(list.indexOf(now) + 1) % list.length] ?? now;
}
