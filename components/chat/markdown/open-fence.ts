const FENCE = /^\s{0,3}(`{3,}|~{3,})(.*)$/;

/** The line that opened the code block in which a text ends; null when it ends outside one. */
export function unclosedFence(text: string): string | null {
  let open: { mark: string; line: string } | null = null;
  for (const line of text.split('\n')) {
    const [, mark = '', rest = ''] = FENCE.exec(line) ?? [];
    if (!mark) continue;
    if (open === null) open = { mark, line };
    else if (mark.startsWith(open.mark) && rest.trim() === '') open = null;
  }
  return open?.line ?? null;
}

/**
 * The continuation of an answer as separate markdown: it starts inside a code block if the first part ended in one.
 */
export function continueInFence(before: string, rest: string): string {
  const fence = unclosedFence(before);
  return fence === null ? rest : `${fence}\n${rest.replace(/^\n/, '')}`;
}
