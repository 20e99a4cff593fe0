/** The owner account in the template database. */
export const OWNER = { name: 'Ada Owner', email: 'ada@example.com', password: 'correct horse battery' };
