import { Poll } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { Events } from '../api/events';
import type { ISubmission } from '../api/types';

const INTERVAL = { interval: 1000, backoff: 1.3, max: 8000 };

/** Follows submissions until they are graded: events are hints, reading is the truth. */
export class GradingTracker {
  constructor(
    private readonly _api: Api,
    events: Events
  ) {
    events.received.connect((_, event) => {
      if (event.submission_id) {
        void this._polls.get(event.submission_id)?.refresh();
      }
    });
  }

  /** Emits every state of a followed submission, the last one included. */
  get moved(): ISignal<this, ISubmission> {
    return this._moved;
  }

  /** The state of a submission that is being followed. */
  latest(key: string): ISubmission | undefined {
    return [...this._latest.values()].find(submission => submission.key === key);
  }

  follow(submission: ISubmission): void {
    if (isSettled(submission) || this._polls.has(submission.id)) {
      return;
    }
    this._latest.set(submission.id, submission);
    const poll = new Poll({
      name: `coursewright:${submission.id}`,
      frequency: INTERVAL,
      standby: 'when-hidden',
      auto: false,
      factory: () => this._read(submission.id)
    });
    this._polls.set(submission.id, poll);
    this._moved.emit(submission);
    void poll.start();
  }

  private async _read(id: string): Promise<void> {
    const submission = await this._api.submission(id);
    if (!this._polls.has(id)) {
      return;
    }
    if (isSettled(submission)) {
      this._polls.get(id)?.dispose();
      this._polls.delete(id);
      this._latest.delete(id);
    } else {
      this._latest.set(id, submission);
    }
    this._moved.emit(submission);
  }

  private readonly _moved = new Signal<this, ISubmission>(this);
  private readonly _polls = new Map<string, Poll>();
  private readonly _latest = new Map<string, ISubmission>();
}

export function isSettled(submission: ISubmission): boolean {
  return submission.state === 'graded' || submission.state === 'failed';
}
