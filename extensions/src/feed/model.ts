import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { IFeedItem } from '../api/types';

const PAGE = 15;

/** The activity feed, newest first, read page by page. */
export class FeedModel {
  constructor(private readonly _api: Api) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get items(): readonly IFeedItem[] {
    return this._items;
  }

  get error(): string {
    return this._error;
  }

  get isLoaded(): boolean {
    return this._isLoaded;
  }

  get hasMore(): boolean {
    return this._next !== null;
  }

  /** Read what is new; older pages that were read stay. */
  async refresh(): Promise<void> {
    await this._load(async () => {
      const page = await this._api.feed(PAGE);
      const known = new Set(page.items.map(item => item.id));
      const joins = this._items.some(item => known.has(item.id));
      if (joins) {
        const older = this._items.filter(item => !known.has(item.id));
        this._items = [...page.items, ...older];
      } else {
        this._items = page.items;
        this._next = page.next;
      }
    });
  }

  async loadMore(): Promise<void> {
    await this._load(async () => {
      const page = await this._api.feed(PAGE, this._next ?? undefined);
      this._items = [...this._items, ...page.items];
      this._next = page.next;
    });
  }

  private async _load(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this._error = '';
    } catch (error) {
      this._error = (error as Error).message;
    }
    this._isLoaded = true;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _items: IFeedItem[] = [];
  private _next: string | number | null = null;
  private _error = '';
  private _isLoaded = false;
}
