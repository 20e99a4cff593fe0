/** Who is signed in to the pages, as a test sets it; and the team that they chose last. */
export const signedIn = { member: null as unknown, chosen: '' };
