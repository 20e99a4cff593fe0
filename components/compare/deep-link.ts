interface Linked {
  models: string[];
  prompt: string;
  isBlind: boolean;
}

/** The address that sets the same comparison up again; it runs on a click only. */
export function deepLink({ models, prompt, isBlind }: Linked): string {
  const query = new URLSearchParams({
    models: models.join(','),
    ...(prompt && { prompt }),
    ...(isBlind && { blind: '1' }),
  });
  return `/compare?${query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}
