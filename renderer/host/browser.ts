import { engineLost } from '../../shared/contract/client.ts';
import type { Port } from '../../shared/contract/port.ts';
import { webSocketPort } from '../../shared/contract/web-socket.ts';
import { AppError } from '../../shared/errors.ts';
import {
  browserSocketPath,
  offeredProtocols,
  type Secrets,
  secretPattern,
} from '../../shared/host/browser.ts';

/** Kept in this tab only, and gone with it. */
const storageKey = 'casebound.token';

/** @throws AppError AUTH_REJECTED without a token; ENGINE_LOST where the host does not answer or refuses it */
export async function connectOverWebSocket(page: Window): Promise<Port> {
  const secrets = takeSecrets(page);
  if (secrets === null) throw withoutToken();
  const socket = new WebSocket(`ws://${page.location.host}${browserSocketPath}`, offeredProtocols(secrets));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    // A browser does not tell a page whether it was refused or nobody was there.
    socket.addEventListener('close', () => reject(engineLost()));
  });
  return webSocketPort(socket);
}

/** Takes the secrets out of the address, so that neither its history nor a copied link holds them. */
function takeSecrets({ location, history, sessionStorage, crypto }: Window): Secrets | null {
  const given = new URLSearchParams(location.hash.slice(1));
  const token = given.get('token');
  const ticket = given.get('ticket');
  if (token !== null || ticket !== null) history.replaceState(null, '', location.pathname);
  if (ticket !== null && secretPattern.test(ticket)) {
    return { token: keep(sessionStorage, randomSecret(crypto)), ticket };
  }
  if (token !== null && secretPattern.test(token))
    return { token: keep(sessionStorage, token), ticket: null };
  const kept = sessionStorage.getItem(storageKey);
  return kept === null ? null : { token: kept, ticket: null };
}

function keep(storage: Storage, token: string): string {
  storage.setItem(storageKey, token);
  return token;
}

function randomSecret(crypto: Crypto): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function withoutToken(): AppError {
  return new AppError({
    code: 'AUTH_REJECTED',
    message: 'this address does not hold the key to the engine',
    safe: 'nothing was opened',
    next: 'use the whole address that was printed in the terminal, from its first to its last character',
  });
}
