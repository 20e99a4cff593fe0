/** The composer's text field. */
export function messageField(): HTMLElement | null {
  return document.querySelector('textarea[data-message-field]');
}
