import { strings } from '../strings.ts';

/** What was done, in a word; an action that a later version or a stranger wrote is shown as it is. */
export function actionText(action: string): string {
  const { actions } = strings.custody;
  return Object.hasOwn(actions, action) ? (actions[action] ?? action) : action;
}
