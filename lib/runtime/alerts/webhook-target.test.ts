import { describe, expect, it } from 'vitest';
import { webhookUrlProblem } from './webhook-target';

describe('the address of a webhook', () => {
  it.each([
    'https://hooks.example.com/a?b=c',
    'http://localhost:8080/alerts',
    'http://10.0.0.7/alerts',
    'http://[::1]:9000/',
    'https://alerts.internal/',
  ])('may be %s: whoever hosts the router has neighbours', (url) => {
    expect(webhookUrlProblem(url)).toBeNull();
  });

  it.each(['', 'hooks.example.com', 'ftp://example.com/', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'must be http or https, not "%s"',
    (url) => {
      expect(webhookUrlProblem(url)).toContain('https://');
    },
  );

  it('has no user name or password in it', () => {
    expect(webhookUrlProblem('https://ada:secret@example.com/')).toContain('user name');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://239.1.1.1/',
    'http://[fd00:ec2::254]/',
  ])('is never one of the network’s own: %s', (url) => {
    expect(webhookUrlProblem(url)).toContain('link-local');
  });
});
