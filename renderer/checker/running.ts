import type { Progress } from '../../shared/domain/progress.ts';
import { element, evidence } from './element.ts';
import { words } from './words.ts';

/** A check while it runs: its progress, and a way to cancel it. */
export class Running {
  readonly view: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly amount = element('span', { class: 'quiet' });

  constructor(name: string, onCancel: () => void) {
    this.bar = element('progress', { 'aria-label': words.checking(name) });
    const cancel = element('button', { type: 'button' }, words.cancel);
    cancel.addEventListener('click', onCancel);
    this.view = element(
      'div',
      { class: 'running' },
      element('p', {}, evidence(words.checking(name))),
      ...[this.bar, this.amount, cancel],
    );
    document.title = `${words.running} · ${words.title}`;
  }

  show({ done, total, phase }: Progress): void {
    if (total === null || total === 0) return;
    const percent = `${Math.floor((100 * done) / total)} %`;
    this.bar.max = total;
    this.bar.value = done;
    this.amount.textContent = `${percent}, ${phase}`;
    document.title = `${percent} · ${words.title}`;
  }
}
