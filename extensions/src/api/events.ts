import type { Event } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import type { GradingState, RequestState, ResourceState } from './schema';

const SCHEMA_ID = 'https://coursewright.dev/events/activity/v1';

/** A hint that something changed; ask the API for the truth. Its schema is `events/activity.yaml`. */
export interface IEvent {
  /** `ready`: the stream was opened, perhaps again, so anything may have changed. */
  type:
    | 'ready'
    | 'submission'
    | 'activity'
    | 'regrade'
    | 'course'
    | 'quiz'
    | 'resource'
    | 'people'
    | 'forum';
  user?: string;
  submission_id?: string;
  key?: string | null;
  /**
   * Where grading stands, the making of a course or a proposed link; of a `regrade` or `quiz` whether it was asked
   * or answered; of a post what happened to it.
   */
  state?: GradingState | RequestState | ResourceState | 'asked' | 'answered' | 'replied' | 'changed';
  done?: number | null;
  total?: number | null;
  activity_id?: string;
  course_id?: string;
  /** The thread of the forum, and the post in it. */
  thread_id?: string;
  post_id?: string;
  /** The short answer that waits for a teacher, or that one decided. */
  answer_id?: string;
  /** The link that was proposed, taken back or decided on; `key` is its module. */
  resource_id?: string;
}

/** The service's hints, taken from the event stream that Lab already holds. */
export class Events {
  constructor(events: Event.IManager) {
    events.stream.connect((_, emission) => {
      if (emission.schema_id === SCHEMA_ID) {
        this._received.emit(emission as unknown as IEvent);
      }
    });
  }

  get received(): ISignal<this, IEvent> {
    return this._received;
  }

  private readonly _received = new Signal<this, IEvent>(this);
}
