export class MigrationError extends Error {}
export function applyMigrations(
  url: string,
  directory: string,
  options?: { warn?: (message: string) => void },
): Promise<string[]>;
