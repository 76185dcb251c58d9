import { type ISignal, Signal } from '@lumino/signaling';

export const TABS = ['home', 'class', 'people', 'achievements'] as const;

export type Tab = (typeof TABS)[number];

/** Where in the guild the reader is: on a tab, and perhaps at a profile that stands in its place. */
export class Place {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get tab(): Tab {
    return this._tab;
  }

  get username(): string | null {
    return this._username;
  }

  showTab(tab: Tab): void {
    this._tab = tab;
    this._username = null;
    this._changed.emit();
  }

  showProfile(username: string): void {
    this._username = username;
    this._changed.emit();
  }

  leaveProfile(): void {
    this._username = null;
    this._changed.emit();
  }

  private _tab: Tab = 'home';
  private _username: string | null = null;
  private readonly _changed = new Signal<this, void>(this);
}

/** The tab of this name, the first one for what is none. */
export function tabNamed(name: unknown): Tab {
  return TABS.find(tab => tab === name) ?? 'home';
}
