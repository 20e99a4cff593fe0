import dns from 'node:dns';
import net from 'node:net';
import { Agent } from 'undici';

/**
 * Addresses that webhooks may not use: link-local ones (where clouds serve credentials), multicast and unspecified ones.
 * Private and loopback addresses are allowed, because a self-hosted router often runs beside its receivers.
 */
const FORBIDDEN = new net.BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16);
FORBIDDEN.addSubnet('0.0.0.0', 8);
FORBIDDEN.addSubnet('224.0.0.0', 3);
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addSubnet('ff00::', 8, 'ipv6');
FORBIDDEN.addAddress('::', 'ipv6');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');

const FORBIDDEN_MESSAGE =
  'Addresses that are link-local (169.254.…), multicast or unspecified (0.0.0.0) are not allowed.';

/** Why a webhook may not use this URL; null when it may. */
export function webhookUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'Enter the full URL, starting with https:// or http://.';
  if (url.username || url.password) return 'The URL must not contain a user name or password.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isForbidden(host) ? FORBIDDEN_MESSAGE : null;
}

function isForbidden(address: string): boolean {
  const family = net.isIP(address);
  return family !== 0 && FORBIDDEN.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Checks the resolved address when it connects: a host name can resolve to a forbidden address. Keeps no connection open,
 * since alerts are rare.
 */
export function webhookAgent(): Agent {
  return new Agent({ connect: { lookup }, pipelining: 0 });
}

const lookup: net.LookupFunction = (host, options, callback) => {
  dns.lookup(host, { ...options, all: true }, (error, addresses) => {
    const allowed = (addresses ?? []).filter(({ address }) => !isForbidden(address));
    const [first] = allowed;
    if (error || !first) return callback(error ?? new Error(FORBIDDEN_MESSAGE), '', 0);
    if (options.all) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
};
