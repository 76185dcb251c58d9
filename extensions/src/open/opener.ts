import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { Item } from '../api/schema';
import type { CourseModel, IPlace } from '../course/model';
import { tell } from '../ui/tell';

/** Opens an item: its notebook, delivered first when the learner has none, or what its kind has instead. */
export class ItemOpener {
  constructor(
    private readonly _api: Api,
    private readonly _course: CourseModel,
    private readonly _documents: IDocumentManager,
    private readonly _trans: TranslationBundle
  ) {}

  /** Emits an item's key just before its notebook is shown. */
  get opening(): ISignal<this, string> {
    return this._opening;
  }

  /** Have the items of a kind opened by `show` instead of as notebooks. */
  register(kind: Item['kind'], show: (place: IPlace) => unknown): void {
    this._others.set(kind, show);
  }

  async open(key: string, mode: 'keep' | 'beside' = 'keep'): Promise<void> {
    const place = this._course.find(key);
    if (place?.module.is_locked) {
      const reason = place.module.lock_reason ?? this._locked();
      tell(this._trans, 'warning', reason, { autoClose: 8000 });
      return;
    }
    const show = place && this._others.get(place.item.kind);
    if (show) {
      this._course.remember(key);
      show(place);
      return;
    }
    try {
      const opened = await this._api.open(key, mode);
      this._course.remember(key);
      this._opening.emit(key);
      this._documents.openOrReveal(opened.path);
      if (opened.state === 'newer_available') {
        this._offerNewer(key);
      }
    } catch (error) {
      tell(this._trans, 'error', (error as Error).message, {
        autoClose: false,
        actions: [
          { label: this._trans.__('Try again'), callback: () => void this.open(key, mode) }
        ]
      });
    }
    await this._course.refresh();
  }

  private _offerNewer(key: string): void {
    const message = this._trans.__(
      'A newer version of this notebook is available. Your own copy stays as it is.'
    );
    tell(this._trans, 'info', message, {
      autoClose: 30000,
      actions: [
        {
          label: this._trans.__('Open it beside'),
          displayType: 'accent',
          callback: () => void this.open(key, 'beside')
        }
      ]
    });
  }

  private _locked(): string {
    return this._trans.__('This module is still locked. Finish the one before it first.');
  }

  private readonly _others = new Map<Item['kind'], (place: IPlace) => unknown>();
  private readonly _opening = new Signal<this, string>(this);
}
