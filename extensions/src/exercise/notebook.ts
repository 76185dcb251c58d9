import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { type ISignal, Signal } from '@lumino/signaling';

import type { ItemKind } from '../api/schema';

/** What a delivered notebook says about itself. */
export interface IMark {
  key: string;
  kind: ItemKind;
  version: string;
}

/** The mark of a notebook that came from a course, else null. */
export function markOf(panel: NotebookPanel | null): IMark | null {
  const mark = panel?.content.model?.getMetadata('coursewright') as Partial<IMark> | undefined;
  return typeof mark?.key === 'string' && (mark.kind === 'lesson' || mark.kind === 'exercise')
    ? (mark as IMark)
    : null;
}

/** The exercise's notebook in front of the learner, or null for any other notebook. */
export function isExercise(panel: NotebookPanel | null): boolean {
  return markOf(panel)?.kind === 'exercise';
}

/** Follows which item of the course is in front in the main area. */
export class CurrentItem {
  constructor(private readonly _tracker: INotebookTracker) {
    _tracker.currentChanged.connect(() => void this._update());
    void this._update();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get panel(): NotebookPanel | null {
    return this._tracker.currentWidget;
  }

  get mark(): IMark | null {
    return this._mark;
  }

  get key(): string | null {
    return this._mark?.key ?? null;
  }

  private async _update(): Promise<void> {
    const panel = this._tracker.currentWidget;
    await panel?.context.ready;
    if (panel !== this._tracker.currentWidget) {
      return;
    }
    this._mark = markOf(panel);
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _mark: IMark | null = null;
}
