export const NOT_COPIED = 'Copying was blocked by the browser.';

/** Copies a text to the clipboard; false when the browser refuses. Works over plain HTTP and inside dialogs. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** An open overlay traps the focus, so the text has to be selected inside it. */
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu]';

/** The legacy method, the only one without HTTPS. */
function copySelected(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.cssText = 'position: fixed; opacity: 0; font-size: 16px;';
  (before?.closest(OVERLAYS) ?? document.body).append(area);
  try {
    area.focus({ preventScroll: true });
    area.select();
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    area.remove();
  }
}
