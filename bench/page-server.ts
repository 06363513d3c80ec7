/** An API of Verbitas' form on loopback: `node bench/page-server.ts ENTRIES KEY`. Prints its address; each answer takes a millisecond. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const [count = 0, key = ''] = [Number(process.argv[2]), process.argv[3]];
const begin = Date.parse('2025-01-01T00:00:00Z');
const events = ['asset.signed', 'asset.verified', 'asset.lookup', 'anchor.confirmed'] as const;

/** About 500 bytes, no two alike. */
function entry(n: number): string {
  const time = new Date(begin + n * 20).toISOString();
  const id = String(n).padStart(12, '0');
  return `{"id":"audit_${id}","event_type":"${events[n & 3]}","timestamp":"${time}","tenant_id":"t_01j8k2m4","actor_key_id":"key_${n % 40}","request_id":"req_${id}","data":{"asset_id":"a_${n % 5000}","recipe_id":"image-genai-v1","file_type":"image/jpeg","file_size_bytes":${200_000 + (n % 90_000)},"confidence":0.${(n % 90) + 10},"status":"verified_manifest_and_watermark_match","case_id":"CLM-2025-${n % 900}","note":"checked against the registry of the publisher and its anchors, without a difference that matters"}}`;
}

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://server');
  if (request.headers.authorization !== `Bearer ${key}`) {
    response.writeHead(401).end();
    return;
  }
  const from = Number(searchParams.get('cursor')?.slice(4) ?? 0);
  const to = Math.min(count, from + Number(searchParams.get('limit') ?? 100));
  const entries = Array.from({ length: to - from }, (_, n) => entry(from + n)).join(',');
  const more = to < count;
  const body = `{"entries":[${entries}],"cursor":${more ? `"cur_${to}"` : null},"has_more":${more}}`;
  await wait(1);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
