import { describe, expect, it } from 'vitest';
import { unwatched } from '../../task.ts';
import { matchedIds } from '../results.ts';
import { type MadeEntry, makeCase } from '../testing/memory-case.ts';

const json = (text: string): MadeEntry => ({ values: {}, raw: Buffer.from(text) });

describe('paths into JSON', () => {
  const db = makeCase([
    json('{"data":{"file_type":"image/jpeg","size":1.50,"ok":true,"none":null,"list":[]}}'),
    json('{"data":{"file_type":"image/png","size":"1.5","ok":"true"}}'),
    json('{"signals":[{"name":"spectral","score":0.97},{"name":"noise","score":[0.2,0.8]}]}'),
    json('{"dat\\u0061":{"file_type":"image\\/jpeg"},"id":9007199254740993}'),
    json('{"annotations":{"authorization.k8s.io/decision":"allow"},"id":9007199254740992}'),
    json('{"at":"2025-11-01T23:59:59.9Z","from":"203.0.113.9","epoch":1762041599}'),
    json(`{"deep":${'['.repeat(20_000)}"found"${']'.repeat(20_000)}}`),
    json('{"at":"2025-11-02T00:30:00+01:00","constructor":1}'),
    json('{"at":"2025-11-01 12:00","data":{"a.b":1,"a":{"b":2}}}'),
  ]);

  it.each<[query: string, ids: number[]]>([
    ['data.file_type:"image/jpeg"', [1, 4]],
    ['data.file_type:image*', [1, 2, 4]],
    ['data.file_type:/^image.(png|gif)$/', [2]],
    ['data.size:1.5', [1, 2]],
    ['data.size:"1.5"', [2]],
    ['data.size:>=1.5', [1, 2]],
    ['data.size:>1.5', []],
    ['data.size:>1.49', [1, 2]],
    ['data.size:<=1.5', [1, 2]],
    ['data.size:<1.5', []],
    ['data.size:<1.51', [1, 2]],
    ['data.size:1..1.5', [1, 2]],
    ['data.size:1.5..2', [1, 2]],
    ['data.size:1.51..2', []],
    ['data.size:1..1.49', []],
    ['data.size:/^1/', [1, 2]],
    ['data.ok:true', [1, 2]],
    ['data.ok:"true"', [2]],
    ['data.none:null', [1]],
    ['data.none:*', []],
    ['data.list:*', []],
    ['.data:*', [1, 2, 4, 9]],
    ['-data.file_type:"image/jpeg" data.file_type:*', [2]],
    ['signals.name:noise', [3]],
    ['signals[0].name:noise', []],
    ['signals.1.name:noise', [3]],
    ['signals.score:>0.9', [3]],
    ['signals.score:0.2..0.3', [3]],
    ['.id:9007199254740993', [4]],
    ['.id:9007199254740992', [5]],
    ['.id:9007199254740993.0,7', [4]],
    ['.id:>9007199254740992', [4]],
    ['.id:>=9007199254740993', [4]],
    ['.id:<9007199254740993', [5]],
    ['.id:9007199254740993..9007199254740994', [4]],
    ['.id:>9007199254740991.5', [4, 5]],
    ['.id:900719925474099*', [4, 5]],
    ['.id:/993$/', [4]],
    ['data.size:/^1\\.50$/', [1]],
    ['data.size:1.5*', [1, 2]],
    ['annotations."authorization.k8s.io/decision":allow', [5]],
    ['.at:2025-11-01', [6, 8]],
    ['.at:2025-11-01T23:59', [6]],
    ['.at:<2025-11-02T00:00', [6, 8]],
    ['.at:<2025-11-01T23:30:00Z', []],
    ['.at:<=2025-11-01T23:30:00Z', [8]],
    ['.at:>=2025-11-01T23:30:00Z', [6, 8]],
    ['.at:>2025-11-01T23:30:00Z', [6]],
    ['.at:>2025-11-01', []],
    ['.at:2025-10..2025-11-01T23:30', [8]],
    ['.epoch:2025-11', [6]],
    ['.from:203.0.113.0/24', [6]],
    ['.from:203.0.113.0/30', []],
    ['.deep:found', [7]],
    ['.deep:/^found$/', [7]],
    ['.id.lexeme:*', []],
    ['.constructor:*', [8]],
    ['.toString:*', []],
    ['data."a.b":1', [9]],
    ['data.a.b:1', []],
    ['data.a.b:2', [9]],
  ])('%s', (query, ids) => {
    expect([...matchedIds(db, { query }, unwatched)]).toEqual(ids);
  });
});

describe('paths into tables', () => {
  const header = ['log_id', 'context.case_id', 'context_claim', 'signals', 'flag'];
  const row = (text: string): MadeEntry => ({ source: 2, values: {}, raw: Buffer.from(text) });
  const db = makeCase(
    [
      row('log_1,C-1,,"[{""name"":""noise"",""score"":0.5}]",true'),
      row('log_2,,C-2,"{""name"":""spectral""}",007'),
      row('log_3'),
    ],
    ':memory:',
    { form: 'table', encoding: 'utf-8', delimiter: ',', header },
  );

  it.each<[query: string, ids: number[]]>([
    ['.log_id:log_1', [1]],
    ['context.case_id:C-1', [1]],
    ['context.case_id:*', [1]],
    ['context.claim:C-2', [2]],
    ['signals.name:noise,spectral', [1, 2]],
    ['signals.score:<1', [1]],
    ['.signals:/spectral/', [2]],
    ['.flag:true', [1]],
    ['.flag:7', [2]],
    ['.flag:"007"', [2]],
    ['-.flag:*', [3]],
  ])('%s', (query, ids) => {
    expect([...matchedIds(db, { query }, unwatched)]).toEqual(ids);
  });
});
