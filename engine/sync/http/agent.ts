import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import { getCACertificates } from 'node:tls';
import { AppError } from '../../../shared/errors.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { isLoopback } from './origin.ts';

/**
 * Connections to one API. Proxies come from the environment (HTTPS_PROXY, NO_PROXY and their lower-case forms), but for this
 * machine itself; private certificate authorities from a file, beside those that are trusted anyway.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT where the file holds no certificate
 */
export function agentFor(base: URL, caFile: string | undefined): PlainAgent | Agent {
  const kept = { keepAlive: true, maxSockets: 2 };
  if (base.protocol === 'http:') return new PlainAgent(kept);
  const proxyEnv = isLoopback(base.hostname) ? undefined : environmentProxies();
  const ca = caFile === undefined ? undefined : [...getCACertificates('default'), certificates(caFile)];
  return new Agent({ ...kept, ...(ca ? { ca } : {}), ...(proxyEnv ? { proxyEnv } : {}) });
}

function environmentProxies(): Record<string, string | undefined> {
  const { env } = process;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;
  return Object.fromEntries(names.map((name) => [name, env[name.toLowerCase()] ?? env[name]]));
}

function certificates(path: string): string {
  const text = readSmallFile(path).toString('utf8');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} holds no certificate`,
    safe: 'nothing was sent',
    next: 'give a PEM file, which has BEGIN CERTIFICATE in it',
  });
}
