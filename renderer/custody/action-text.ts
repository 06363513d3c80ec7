import { strings } from '../strings.ts';

/** What was done, in a word; what a later version or a stranger wrote stands as it is. */
export function actionText(action: string): string {
  const { actions } = strings.custody;
  return Object.hasOwn(actions, action) ? (actions[action] ?? action) : action;
}
