import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signatureHeaders } from './signature';

/** As docs/alerts.md tells receivers to check. */
function isOurs(secret: string, headers: Record<string, string>, body: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = Buffer.from(createHmac('sha256', key).update(signed).digest('base64'));
  const given = Buffer.from(headers['webhook-signature']?.split(',')[1] ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

describe('a webhook signature', () => {
  it('is the one of the Standard Webhooks specification', () => {
    // The example of the specification's own reference libraries.
    const headers = signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('holds for this message only', () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders(secret, { id: 'alr_1', timestamp: 1_700_000_000, body: '{"ü":1}' });
    expect(isOurs(secret, headers, '{"ü":1}')).toBe(true);
    expect(isOurs(secret, headers, '{"ü":2}')).toBe(false);
    expect(isOurs(secret, { ...headers, 'webhook-timestamp': '1700000001' }, '{"ü":1}')).toBe(false);
    expect(isOurs(secret, { ...headers, 'webhook-id': 'alr_2' }, '{"ü":1}')).toBe(false);
    expect(isOurs(newWebhookSecret(), headers, '{"ü":1}')).toBe(false);
  });

  it('comes from a secret of 32 random bytes', () => {
    const secret = newWebhookSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secret).not.toBe(newWebhookSecret());
  });
});
