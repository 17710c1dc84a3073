// Small choices that stay with the browser. Storage may be forbidden: then a choice lasts a page.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`tiltyard-${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`tiltyard-${name}`, value);
  } catch {
    // The choice holds until the page is left, which is all that can be done.
  }
}

const AGAIN = "again";

/** Whether the person is willing to judge answers a second time. */
export const wantsAgain = (): boolean => recall(AGAIN) === "on";

export const wantAgain = (wanted: boolean): void => remember(AGAIN, wanted ? "on" : "off");
