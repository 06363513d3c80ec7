import type { CodingLayout } from '../../../shared/annotation/layout.ts';
import { useCommand } from '../../commands/commands-context.tsx';
import { markOfKey } from './code-keys.ts';
import { nothingHeld } from './held.ts';
import type { Coding } from './use-coding.ts';

/** The digits, as the layout assigns them, and the key that repeats. */
export function useCodingKeys(layout: CodingLayout, { give, repeat, enabled }: Coding): void {
  const act = (key: string) =>
    enabled && markOfKey(layout, key, nothingHeld) !== null
      ? () => void give((held) => markOfKey(layout, key, held))
      : null;
  useCommand('coding.value1', act('1'));
  useCommand('coding.value2', act('2'));
  useCommand('coding.value3', act('3'));
  useCommand('coding.value4', act('4'));
  useCommand('coding.value5', act('5'));
  useCommand('coding.value6', act('6'));
  useCommand('coding.value7', act('7'));
  useCommand('coding.value8', act('8'));
  useCommand('coding.value9', act('9'));
  useCommand('coding.repeat', enabled ? repeat : null);
}
