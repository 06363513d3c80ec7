import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron';
import { desktopChannels, desktopOrigin, desktopScheme } from '../shared/host/desktop.ts';
import { leaveDialog, openCaseDialog, openDialogOptions, saveDialogOptions } from './dialogs.ts';
import { EngineProcess } from './engine-process.ts';
import { isTrustedSender, mayLoad, mayNavigate, mayUse, onWindowOpen } from './guards.ts';
import { Keychain } from './keychain.ts';
import { menuTemplate } from './menu.ts';
import { caseFileIn } from './open-file.ts';
import { serveSite } from './site.ts';
import { chromiumSwitches, windowOptions } from './window.ts';

/** The built application, this file being `dist/electron/main.js`. */
const dist = join(import.meta.dirname, '..');

let window: BrowserWindow | null = null;
let startCase = caseFileIn(process.argv, process.cwd());

const engine = new EngineProcess({
  fork: () =>
    utilityProcess.fork(join(dist, 'engine/host/desktop.js'), [], { serviceName: 'Casebound engine' }),
  channel: () => new MessageChannelMain(),
  lost: () => window?.webContents.send(desktopChannels.engineLost),
});

protocol.registerSchemesAsPrivileged([
  { scheme: desktopScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
for (const name of chromiumSwitches) app.commandLine.appendSwitch(name);
app.enableSandbox();

// One process holds the case files; a second start hands its file to the first.
if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', (_event, args, folder) => openCase(caseFileIn(args, folder)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openCase(path);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!mayNavigate(event)) event.preventDefault();
    });
    contents.setWindowOpenHandler(onWindowOpen);
  });
  app.on('window-all-closed', () => app.quit());
  // After the windows: one that stays, because something in it is not saved, needs the engine.
  app.once('will-quit', (event) => {
    event.preventDefault();
    void engine.end().finally(() => app.quit());
  });
  app.whenReady().then(start).catch(giveUp);
}

/** Without its pages or its engine there is nothing to show: better ended than running without a window. */
function giveUp(fault: unknown): void {
  console.error(fault);
  app.exit(1);
}

async function start(): Promise<void> {
  const own = session.defaultSession;
  own.protocol.handle(desktopScheme, await serveSite(join(dist, 'renderer')));
  own.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(mayUse(permission, details.requestingUrl)),
  );
  own.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  own.webRequest.onBeforeRequest((request, decide) =>
    decide({ cancel: !mayLoad(request.url, app.isPackaged) }),
  );

  ipcMain.on(desktopChannels.requestEngine, (event) => {
    if (isHeard(event))
      event.sender.postMessage(desktopChannels.enginePort, null, [engine.openSession(startCase)]);
  });
  handle(desktopChannels.chooseFiles, async (owner, asked) => {
    return (await dialog.showOpenDialog(owner, openDialogOptions(asked))).filePaths;
  });
  handle(desktopChannels.chooseSave, async (owner, asked) => {
    const { canceled, filePath } = await dialog.showSaveDialog(owner, saveDialogOptions(asked));
    return canceled ? null : filePath;
  });
  const keychain = new Keychain(safeStorage, join(app.getPath('userData'), 'keys.json'));
  handle(desktopChannels.findSecret, async (_owner, asked) => keychain.find(asked));
  handle(desktopChannels.keepSecret, async (_owner, asked) => keychain.keep(asked));
  handle(desktopChannels.forgetSecret, async (_owner, asked) => keychain.forget(asked));

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, { openCase: chooseCase })),
  );
  await openWindow();
}

async function openWindow(): Promise<void> {
  window = new BrowserWindow(windowOptions(join(dist, 'electron/preload.cjs'), app.isPackaged));
  window.once('ready-to-show', () => window?.show());
  window.once('closed', () => {
    window = null;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    const options = { ...leaveDialog, buttons: [...leaveDialog.buttons] };
    const answer = window ? dialog.showMessageBoxSync(window, options) : leaveDialog.cancelId;
    if (answer !== leaveDialog.cancelId) event.preventDefault();
  });
  await window.loadURL(`${desktopOrigin}/`);
}

/** Answers the page's own requests, and nobody else's. */
function handle(channel: string, answer: (owner: BrowserWindow, asked: unknown) => Promise<unknown>): void {
  ipcMain.handle(channel, (event, asked: unknown) => {
    if (!window || !isHeard(event)) throw new Error('not for this sender');
    return answer(window, asked);
  });
}

function isHeard(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return event.sender === window?.webContents && isTrustedSender(event.senderFrame);
}

async function chooseCase(): Promise<void> {
  if (window) openCase((await dialog.showOpenDialog(window, openCaseDialog)).filePaths[0] ?? null);
}

/** Asks the page to open a case; before there is a page, the case is what it starts with. */
function openCase(path: string | null): void {
  if (path !== null) startCase = path;
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
  if (path !== null) window.webContents.send(desktopChannels.openCase, path);
}
