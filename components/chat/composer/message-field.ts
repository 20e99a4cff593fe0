/** The field below the conversation, in which questions are written; the composer marks it. */
export function messageField(): HTMLElement | null {
  return document.querySelector('textarea[data-message-field]');
}
