import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyText } from './copy-text';

class Element {
  value = '';
  style = {};
  inside: Element[] = [];
  closest = () => null as Element | null;
  append = (one: Element) => this.inside.push(one);
  focus = () => {
    page.activeElement = this;
  };
  select = this.focus;
  remove = () => {
    for (const place of [page.body, dialog]) place.inside = place.inside.filter((one) => one !== this);
  };
}

const dialog = new Element();
const page = {
  body: new Element(),
  activeElement: new Element(),
  createElement: () => new Element(),
  execCommand: vi.fn((_command: string) => true),
};

describe('copyText', () => {
  let copied: string | null;
  let place: Element | undefined;

  beforeEach(() => {
    page.execCommand.mockReset();
    copied = null;
    place = undefined;
    page.activeElement = new Element();
    page.execCommand.mockImplementation(() => {
      copied = page.activeElement.value;
      place = [page.body, dialog].find(({ inside }) => inside.includes(page.activeElement));
      return true;
    });
    vi.stubGlobal('document', page);
    vi.stubGlobal('HTMLElement', Element);
    vi.stubGlobal('navigator', {});
  });
  afterEach(() => vi.unstubAllGlobals());

  it('uses the clipboard API', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    expect(await copyText('words')).toBe(true);
    expect(writeText).toHaveBeenCalledWith('words');
    expect(page.execCommand).not.toHaveBeenCalled();
  });

  it('works over plain HTTP and restores the focus', async () => {
    const { activeElement } = page;
    expect(await copyText('words')).toBe(true);
    expect(copied).toBe('words');
    expect(place).toBe(page.body);
    expect(page.activeElement).toBe(activeElement);
    expect(page.body.inside).toEqual([]);
  });

  it('works inside a dialog that traps the focus', async () => {
    page.activeElement.closest = () => dialog;
    expect(await copyText('words')).toBe(true);
    expect(place).toBe(dialog);
    expect(dialog.inside).toEqual([]);
  });

  it('returns false when the browser refuses', async () => {
    page.execCommand.mockReturnValue(false);
    expect(await copyText('words')).toBe(false);
    page.execCommand.mockImplementation(() => {
      throw new Error('not here');
    });
    expect(await copyText('words')).toBe(false);
    expect(page.body.inside).toEqual([]);
  });
});
