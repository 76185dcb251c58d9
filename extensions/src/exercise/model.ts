import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { IExercise, ISubmission } from '../api/types';
import { type GradingTracker, isSettled } from '../submit/tracker';
import type { CurrentItem } from './notebook';

/** The exercise of the notebook in front: its facts, its attempts, its live grading. */
export class ExerciseModel {
  constructor(
    private readonly _api: Api,
    readonly current: CurrentItem,
    private readonly _tracker: GradingTracker
  ) {
    current.changed.connect(() => void this._follow());
    _tracker.moved.connect((_, submission) => this._take(submission));
    void this._follow();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The key of the exercise in front, or null when there is none. */
  get key(): string | null {
    const mark = this.current.mark;
    return mark?.kind === 'exercise' ? mark.key : null;
  }

  get exercise(): IExercise | null {
    return this._exercise;
  }

  /** Earlier attempts, newest first, as far as they were read. */
  get attempts(): readonly ISubmission[] {
    return this._attempts;
  }

  get hasMore(): boolean {
    return this._next !== null;
  }

  get error(): string {
    return this._error;
  }

  async refresh(): Promise<void> {
    const key = this.key;
    if (!key) {
      return;
    }
    try {
      const [exercise, page] = await Promise.all([
        this._api.exercise(key),
        this._api.attempts(key)
      ]);
      if (key !== this.key) {
        return;
      }
      this._exercise = exercise;
      this._attempts = page.items;
      this._next = page.next;
      this._error = '';
      if (exercise.latest) {
        this._tracker.follow(exercise.latest);
      }
    } catch (error) {
      this._error = (error as Error).message;
    }
    this._changed.emit();
  }

  async loadMore(): Promise<void> {
    const key = this.key;
    if (!key || this._next === null) {
      return;
    }
    try {
      const page = await this._api.attempts(key, this._next);
      this._attempts = [...this._attempts, ...page.items];
      this._next = page.next;
    } catch (error) {
      this._error = (error as Error).message;
    }
    this._changed.emit();
  }

  private async _follow(): Promise<void> {
    if (this._exercise?.key !== this.key) {
      this._exercise = null;
      this._attempts = [];
      this._next = null;
      this._error = '';
    }
    this._changed.emit();
    await this.refresh();
  }

  private _take(submission: ISubmission): void {
    if (submission.key !== this.key || !this._exercise) {
      return;
    }
    this._exercise = {
      ...this._exercise,
      attempts: Math.max(this._exercise.attempts, submission.attempt),
      latest: submission
    };
    this._changed.emit();
    if (isSettled(submission)) {
      void this.refresh();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _exercise: IExercise | null = null;
  private _attempts: ISubmission[] = [];
  private _next: string | number | null = null;
  private _error = '';
}
