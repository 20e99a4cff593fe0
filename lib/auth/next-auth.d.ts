import 'next-auth';

declare module 'next-auth' {
  interface Session {
    /** The session names the user; everything else about them is read afresh. */
    user: { id?: string };
  }
}
