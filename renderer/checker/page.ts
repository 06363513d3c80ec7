import type { Progress } from '../../shared/contract/operation.ts';
import type { ErrorText } from '../../shared/errors.ts';
import { startCheck } from './checking.ts';
import { element, evidence } from './element.ts';
import type { CheckMessage } from './messages.ts';
import { reportView } from './report.ts';
import { words } from './words.ts';

/** `script`: the page's own, which the thread is made of. */
export function showPage(body: HTMLElement, script: string): void {
  const input = element('input', {
    id: 'file',
    type: 'file',
    accept: '.zip,application/zip',
    class: 'unseen',
  });
  const label = element('label', { for: 'file', class: 'choose' }, words.choose);
  const outcome = element('div', { id: 'outcome' });
  const main = element(
    'main',
    {},
    element('h1', {}, words.title),
    element('p', {}, words.intro),
    element('div', { class: 'pick' }, input, label),
    outcome,
    element('h2', {}, words.limitsTitle),
    element('ul', {}, ...words.limits.map((limit) => element('li', {}, limit))),
  );
  body.append(main);

  let stop = () => {};
  const begin = (file: File) => {
    stop();
    outcome.replaceChildren();
    stop = startCheck(
      file,
      script,
      progressInto(outcome, file.name, () => {
        stop();
        outcome.replaceChildren(element('p', { role: 'status' }, words.cancelled));
      }),
    );
  };
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) begin(file);
    input.value = '';
  });
  acceptDrops(body, begin);
}

/** Shows each message of a check in its turn. */
function progressInto(
  outcome: HTMLElement,
  name: string,
  onCancel: () => void,
): (message: CheckMessage) => void {
  const bar = element('progress', { 'aria-label': words.checking(name) });
  const amount = element('span', { class: 'quiet' });
  const cancel = element('button', { type: 'button' }, words.cancel);
  cancel.addEventListener('click', onCancel);
  outcome.replaceChildren(
    element(
      'div',
      { class: 'running' },
      element('p', {}, evidence(words.checking(name))),
      bar,
      amount,
      cancel,
    ),
  );
  return (message) => {
    if (message.type === 'progress') showProgress(bar, amount, message.progress);
    else if (message.type === 'error') outcome.replaceChildren(errorView(message.error));
    else outcome.replaceChildren(reportView(message.report, name));
  };
}

function showProgress(bar: HTMLProgressElement, amount: HTMLElement, { done, total, phase }: Progress): void {
  if (total === null || total === 0) return;
  bar.max = total;
  bar.value = done;
  amount.textContent = `${phase}: ${Math.floor((100 * done) / total)} %`;
}

function errorView({ code, message, safe, next }: ErrorText): HTMLElement {
  return element(
    'div',
    { class: 'error', role: 'alert' },
    element('p', {}, element('code', {}, code), ' ', evidence(message, 'lines')),
    safe === undefined ? null : element('p', {}, `${words.safe}: `, evidence(safe)),
    element('p', {}, `${words.next}: `, evidence(next)),
  );
}

function acceptDrops(body: HTMLElement, begin: (file: File) => void): void {
  const over = (on: boolean) => body.classList.toggle('over', on);
  body.dataset['drop'] = words.dropHere;
  body.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  body.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && over(false));
  body.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    const file = event.dataTransfer?.files[0];
    if (file) begin(file);
  });
}
