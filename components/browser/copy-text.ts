export const NOT_COPIED = 'Copying was blocked by the browser.';

/** Puts a text on the clipboard; false where the browser does not let us. Works over plain HTTP and in dialogs, too. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** What is open above the page holds the focus: the text has to be selected within. */
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu]';

/** The way of old: the only one where the page did not come over HTTPS. */
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
