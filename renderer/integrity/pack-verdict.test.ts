import { describe, expect, test } from 'vitest';
import type { Axis, AxisName, AxisStatus, SealSigner } from '../../shared/domain/verification.ts';
import { packVerdict } from './pack-verdict.ts';

const axis = (name: AxisName, status: AxisStatus, subject = 'pack'): Axis => ({
  axis: name,
  subject,
  status,
  reason: '',
  checked: 1,
});
const sealed = axis('signature', 'pass');
const signer = (seal: SealSigner['seal'], known: boolean): SealSigner => ({
  seal,
  fingerprint: 'SHA256:x',
  subject: null,
  known: known
    ? { name: 'Ann', kind: 'ssh', fingerprint: 'SHA256:x', publicKey: null, since: null, note: null }
    : null,
  others: [],
});

describe('the verdict on a pack', () => {
  test('is marked as proven only where its signer is known another way than by the pack', () => {
    const axes = [sealed, axis('tail', 'unverifiable')];
    expect(packVerdict({ axes, signers: [signer('ssh', false)] })).toMatchObject({
      tone: 'warn',
      mark: 'warn',
    });
    expect(packVerdict({ axes, signers: [signer('ssh', true)] })).toMatchObject({
      tone: 'good',
      mark: 'good',
    });
    expect(packVerdict({ axes }, true).tone).toBe('good');
  });

  test('takes no authority of time for the signer', () => {
    expect(packVerdict({ axes: [sealed], signers: [signer('timestamp', true)] }).tone).toBe('warn');
  });

  test('says that no seal holds, whoever is known', () => {
    const verdict = packVerdict({ axes: [axis('signature', 'absent')] }, true);
    expect(verdict.tone).toBe('warn');
    expect(verdict.words).toBe(
      'The pack carries no valid seal: nothing fails, 1 question cannot be answered by a pack alone',
    );
  });

  test('marks evidence that fails as failing, and not as a failure of the pack', () => {
    const verdict = packVerdict({ axes: [sealed, axis('content', 'fail', 'source 1')] }, true);
    expect(verdict).toMatchObject({ outcome: 'evidence', tone: 'warn', mark: 'bad' });
    expect(verdict.words).toBe('The pack itself passes; 1 check of the evidence in it fails');
    const both = packVerdict({ axes: [axis('content', 'fail', 'source 1'), axis('storage', 'fail')] });
    expect(both).toMatchObject({
      tone: 'bad',
      mark: 'bad',
      words: '2 checks fail: the pack does not verify',
    });
  });
});
