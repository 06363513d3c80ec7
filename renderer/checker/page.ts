import type { ErrorText } from '../../shared/errors.ts';
import type { CheckMessage } from '../verify/thread/messages.ts';
import { startCheck } from '../verify/thread/start-check.ts';
import { element, evidence } from './element.ts';
import { reportView, verdictText } from './report.ts';
import { Running } from './running.ts';
import { scriptThread } from './script-thread.ts';
import { words } from './words.ts';

/** `script`: the page's own, from which the thread is made. */
export function showPage(body: HTMLElement, script: string): void {
  const input = element('input', {
    id: 'file',
    type: 'file',
    accept: '.zip,application/zip',
    class: 'unseen',
  });
  const label = element('label', { for: 'file', class: 'choose' }, words.choose);
  const said = element('p', { role: 'status', class: 'said' });
  // This region is read out when it changes; a region that comes and goes with its content often is not.
  const aloud = element('p', { role: 'status', class: 'unseen' });
  const outcome = element('div', { id: 'outcome' });
  const main = element(
    'main',
    {},
    element('h1', {}, words.title),
    element('p', { class: 'intro' }, words.intro),
    element('div', { class: 'pick' }, input, label),
    said,
    aloud,
    outcome,
    element('h2', {}, words.limitsTitle),
    element('ul', {}, ...words.limits.map((limit) => element('li', {}, limit))),
  );
  body.append(main);

  let stop = () => {};
  const begin = (file: File) => {
    stop();
    said.textContent = '';
    const cancel = () => {
      stop();
      outcome.replaceChildren();
      aloud.textContent = '';
      said.textContent = words.cancelled;
      document.title = words.title;
      input.focus();
    };
    aloud.textContent = words.checking(file.name);
    stop = startCheck(
      { check: file, known: [], script },
      () => scriptThread(script),
      showing({ outcome, aloud }, file.name, cancel),
    );
  };
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) begin(file);
    input.value = '';
  });
  acceptDrops(body, (files) => {
    const [file] = files;
    if (files.length > 1) said.textContent = words.oneAtATime;
    else if (file) begin(file);
  });
}

/** Shows each message of a check as it comes. */
function showing(
  { outcome, aloud }: { readonly outcome: HTMLElement; readonly aloud: HTMLElement },
  name: string,
  onCancel: () => void,
): (message: CheckMessage) => void {
  const running = new Running(name, onCancel);
  outcome.replaceChildren(running.view);
  return (message) => {
    if (message.type === 'progress') {
      running.show(message.progress);
      return;
    }
    const heading = element('h2', { id: 'checked', tabindex: '-1' }, evidence(name));
    const wasInside = outcome.contains(document.activeElement);
    outcome.replaceChildren(
      message.type === 'error'
        ? element('section', { 'aria-labelledby': 'checked' }, heading, errorView(message.error))
        : reportView(message.report, heading),
    );
    aloud.textContent = message.type === 'error' ? '' : verdictText(message.report);
    document.title = `${words.done} · ${words.title}`;
    // The button that had the focus is gone; without this, keyboard users would have to begin at the top again.
    if (wasInside) heading.focus();
  };
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

function acceptDrops(body: HTMLElement, take: (files: FileList) => void): void {
  const over = (on: boolean) => body.classList.toggle('over', on);
  body.dataset['drop'] = words.dropHere;
  body.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(event.dataTransfer?.types.includes('Files') ?? false);
  });
  body.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && over(false));
  body.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer) take(event.dataTransfer.files);
  });
}
