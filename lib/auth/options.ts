import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { findUserByEmail, recordLogin } from '../db/teams/users';
import type { Runtime } from '../runtime/runtime';
import { DECOY_HASH, verifyPassword } from './password';

const SESSION_SECONDS = 30 * 24 * 3600;

/** next-auth with e-mail and password. The session names only the user; what they may do is read afresh each time. */
export function authOptions(runtime: Pick<Runtime, 'database' | 'env' | 'log' | 'logins'>): NextAuthOptions {
  return {
    ...(runtime.env.NEXTAUTH_SECRET && { secret: runtime.env.NEXTAUTH_SECRET }),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/login' },
    // A cookie of another installation is no error of ours: the visitor is simply signed out.
    logger: { error: (code) => runtime.log('warn', 'next-auth could not read a session.', { code }) },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
        authorize: (credentials) => authorize(runtime, credentials?.email ?? '', credentials?.password ?? ''),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id } : token),
      session: ({ session, token }) => ({ ...session, user: { ...(token.sub && { id: token.sub }) } }),
    },
  };
}

async function authorize({ database, logins }: Pick<Runtime, 'database' | 'logins'>, email: string, password: string) {
  const account = email.trim().toLowerCase();
  if (!account || !password || logins.isBlocked(account)) return null;
  const user = await findUserByEmail(database, account);
  const isRight = await verifyPassword(password, user?.passwordHash ?? DECOY_HASH);
  if (!user || !isRight) {
    logins.recordFailure(account);
    return null;
  }
  logins.recordSuccess(account);
  await recordLogin(database, user.id);
  return { id: user.id };
}
