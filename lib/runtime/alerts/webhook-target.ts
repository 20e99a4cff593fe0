import dns from 'node:dns';
import net from 'node:net';
import { Agent } from 'undici';

/**
 * Addresses that no webhook has any business with: this network's own bookkeeping (where clouds hand out credentials)
 * and no address at all. Private and loopback ones are a self-hosted router's neighbours, and stay allowed.
 */
const FORBIDDEN = new net.BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16);
FORBIDDEN.addSubnet('0.0.0.0', 8);
FORBIDDEN.addSubnet('224.0.0.0', 3);
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addSubnet('ff00::', 8, 'ipv6');
FORBIDDEN.addAddress('::', 'ipv6');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');

const SENTENCE = 'Addresses like 169.254.… (link-local), multicast and 0.0.0.0 are not called.';

/** Why a webhook may not go there, in a sentence; null when it may. */
export function webhookUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'Give the whole address, beginning with https:// or http://.';
  if (url.username || url.password) return 'The address must not contain a user name or password.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isForbidden(host) ? SENTENCE : null;
}

function isForbidden(address: string): boolean {
  const family = net.isIP(address);
  return family !== 0 && FORBIDDEN.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Connections that look at the address itself, at the moment of connecting: a name is no promise of where it leads.
 * Nothing is kept open, since alerts are rare.
 */
export function webhookAgent(): Agent {
  return new Agent({ connect: { lookup }, pipelining: 0 });
}

const lookup: net.LookupFunction = (host, options, callback) => {
  dns.lookup(host, { ...options, all: true }, (error, addresses) => {
    const allowed = (addresses ?? []).filter(({ address }) => !isForbidden(address));
    const [first] = allowed;
    if (error || !first) return callback(error ?? new Error(SENTENCE), '', 0);
    if (options.all) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
};
