/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // A prompt set of 8 MB, and the columns that it is run through.
  experimental: { serverActions: { bodySizeLimit: '10mb' } },
  // Kept out of the page bundles: they read files of their own, or must be one in the process.
  serverExternalPackages: ['nodemailer', 'pg', 'prom-client', 'undici', '@prisma/client', '@prisma/adapter-pg'],
  // The dev server would write what forms carry, passwords too, to the terminal.
  logging: { serverFunctions: false },
  // Where browsers look before they have read which icon the page names.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'x-frame-options', value: 'DENY' },
        { key: 'referrer-policy', value: 'same-origin' },
      ],
    },
  ],
};
