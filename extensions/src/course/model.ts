import type { IStateDB } from '@jupyterlab/statedb';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { ICourse, IItem, IMe, IModule } from '../api/types';

export type LoadState = 'loading' | 'ready' | 'error';

const LAST_KEY = 'coursewright:last-item';

/** An item together with the module it stands in. */
export interface IPlace {
  item: IItem;
  module: IModule;
}

/** The learner's courses as last read, and who she is. */
export class CourseModel {
  constructor(
    private readonly _api: Api,
    private readonly _memory: IStateDB | null
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get state(): LoadState {
    return this._state;
  }

  get course(): ICourse | null {
    return this._course;
  }

  get me(): IMe | null {
    return this._me;
  }

  get error(): string {
    return this._error;
  }

  /** Read everything again; what was shown stays until the new answer is there. */
  async refresh(): Promise<void> {
    if (this._running) {
      this._again = true;
      return this._running;
    }
    this._running = this._load();
    await this._running;
    this._running = null;
    if (this._again) {
      this._again = false;
      await this.refresh();
    }
  }

  places(): IPlace[] {
    const course = this._course;
    const parents = course ? [...course.tracks, ...course.personal] : [];
    return parents.flatMap(parent =>
      parent.modules.flatMap(module => module.items.map(item => ({ item, module })))
    );
  }

  find(key: string): IPlace | undefined {
    return this.places().find(place => place.item.key === key);
  }

  /** Where to go on: the item opened last, else one begun, else the first one that is open. */
  get next(): IPlace | undefined {
    const open = this.places().filter(
      ({ item, module }) => !module.is_locked && !isFinished(item)
    );
    return (
      open.find(({ item }) => item.key === this._lastKey) ??
      open.find(({ item }) => item.status !== 'not-started') ??
      open[0]
    );
  }

  /** Remember the item opened last, also for the next start of Lab. */
  remember(key: string): void {
    this._lastKey = key;
    void this._memory?.save(LAST_KEY, key);
  }

  async setDone(item: IItem, done: boolean): Promise<void> {
    Object.assign(item, await this._api.setDone(item.key, done));
    this._changed.emit();
    await this.refresh();
  }

  private async _load(): Promise<void> {
    if (this._state === 'error') {
      this._state = 'loading';
      this._changed.emit();
    }
    try {
      this._lastKey ??= ((await this._memory?.fetch(LAST_KEY)) as string) ?? null;
      [this._me, this._course] = await Promise.all([this._api.me(), this._api.course()]);
      this._state = 'ready';
      this._error = '';
    } catch (error) {
      this._state = 'error';
      this._error = (error as Error).message;
    }
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _state: LoadState = 'loading';
  private _course: ICourse | null = null;
  private _me: IMe | null = null;
  private _error = '';
  private _lastKey: string | null = null;
  private _running: Promise<void> | null = null;
  private _again = false;
}

/** A finished item is done or passed, so nobody needs to be led back to it. */
export function isFinished(item: IItem): boolean {
  return item.status === 'completed' || item.status === 'passed';
}
