import { describe, expect, it } from 'vitest';
import { newWish, wishOf } from './sync-wish.ts';

describe('the form for another system', () => {
  it('has its own address, and the period that was written', () => {
    const wish = { ...newWish('itsreal'), from: '2025-11-01', follow: true, entry: 'log_1' };
    expect(wishOf('klyra', wish)).toEqual({ ...newWish('klyra'), from: '2025-11-01', follow: true });
  });

  it('keeps an address that somebody wrote', () => {
    const wish = { ...newWish('itsreal'), baseUrl: 'https://audit.example' };
    expect(wishOf('verbitas', wish).baseUrl).toBe('https://audit.example');
    expect(wishOf('verbitas', { ...wish, baseUrl: ' ' }).baseUrl).toBe(newWish('verbitas').baseUrl);
  });
});
