import 'next-auth';

declare module 'next-auth' {
  interface Session {
    /** The session holds only the user's id; everything else is read from the database. */
    user: { id?: string };
  }
}
