/** The user that a test signs in to the pages, and the team that they chose last. */
export const signedIn = { member: null as unknown, chosen: '' };
