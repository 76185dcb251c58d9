import type { Event } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IEvent } from './types';

const SCHEMA_ID = 'https://coursewright.dev/events/activity/v1';

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
