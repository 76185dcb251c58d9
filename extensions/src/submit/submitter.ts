import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { UUID } from '@lumino/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { ApiError } from '../api/error';
import type { Submission } from '../api/schema';
import { markOf } from '../exercise/notebook';
import { points } from '../ui/format';
import { tell } from '../ui/tell';
import { type GradingTracker, isSettled } from './tracker';

/** Saves a notebook, hands it in, and tells what came of it. */
export class Submitter {
  constructor(
    private readonly _api: Api,
    private readonly _tracker: GradingTracker,
    private readonly _trans: TranslationBundle,
    /** Whether the learner sees the result of an exercise anyway. */
    isInView: (key: string) => boolean
  ) {
    _tracker.moved.connect((_, submission) => {
      this._changed.emit();
      if (isSettled(submission) && !isInView(submission.key)) {
        this._announce(submission);
      }
    });
  }

  /** Emits when anything about `progress` may have changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Emits the new submission once the service has taken it. */
  get submitted(): ISignal<this, Submission> {
    return this._submitted;
  }

  isBusy(key: string): boolean {
    return this._sending.has(key) || this._tracker.latest(key) !== undefined;
  }

  /** What is happening to the exercise's submission right now, empty when nothing is. */
  progress(key: string): string {
    if (this._sending.has(key)) {
      return this._trans.__('Submitting…');
    }
    const submission = this._tracker.latest(key);
    return submission ? gradingText(submission, this._trans) : '';
  }

  async submit(panel: NotebookPanel): Promise<void> {
    const mark = markOf(panel);
    if (mark?.kind !== 'exercise' || this.isBusy(mark.key)) {
      return;
    }
    this._sending.add(mark.key);
    this._changed.emit();
    try {
      await panel.context.save();
      const submission = await this._api.submit(panel.context.path, this._press(mark.key));
      this._presses.delete(mark.key);
      this._submitted.emit(submission);
      this._sending.delete(mark.key);
      this._tracker.follow(submission);
    } catch (error) {
      this._tellWhyNot(error as ApiError, panel);
    } finally {
      this._sending.delete(mark.key);
      this._changed.emit();
    }
  }

  private _tellWhyNot({ code, message }: ApiError, panel: NotebookPanel): void {
    if (code === 'demo') {
      tell(this._trans, 'info', message, { autoClose: false }); // trying again would change nothing
      return;
    }
    tell(this._trans, 'error', message, {
      autoClose: false,
      actions: [
        { label: this._trans.__('Try again'), callback: () => void this.submit(panel) }
      ]
    });
  }

  /** Names one wish to submit, so that trying again after a lost answer makes no second attempt. */
  private _press(key: string): string {
    const press = this._presses.get(key) ?? UUID.uuid4();
    this._presses.set(key, press);
    return press;
  }

  private _announce(submission: Submission): void {
    if (submission.state === 'failed') {
      tell(
        this._trans,
        'error',
        submission.error ??
          this._trans.__('Grading did not work. Your attempt is kept; submit again.'),
        { autoClose: false }
      );
      return;
    }
    const text = this._trans.__(
      'Attempt %1: %2 of %3 points',
      submission.attempt,
      points(submission.score ?? 0),
      points(submission.max_score ?? 0)
    );
    const type = submission.passed ? 'success' : 'info';
    tell(this._trans, type, text, { autoClose: 6000 });
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _submitted = new Signal<this, Submission>(this);
  private readonly _sending = new Set<string>();
  private readonly _presses = new Map<string, string>();
}

/** The grading of a submission in a few words. */
export function gradingText(submission: Submission, trans: TranslationBundle): string {
  switch (submission.state) {
    case 'queued':
      return trans.__('Waiting to be graded…');
    case 'grading':
      return submission.total
        ? trans.__('Grading, step %1 of %2…', (submission.done ?? 0) + 1, submission.total)
        : trans.__('Grading…');
    case 'failed':
      return trans.__('Grading failed');
    default:
      return trans.__('Graded');
  }
}
