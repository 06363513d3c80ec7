import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { desktopBridge, handPortsOn } from './bridge.ts';

contextBridge.exposeInMainWorld('casebound', desktopBridge(ipcRenderer, webUtils.getPathForFile));
handPortsOn(ipcRenderer, window, window.location.origin);
