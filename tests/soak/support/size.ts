/** `npm run test:soak -- --short`: each scenario in seconds, to see that it works. */
export const isShort = process.env.A3M_SOAK_SHORT === '1';
