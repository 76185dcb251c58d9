import { Poll } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';
import { onlineManager } from '@tanstack/react-query';

import type { ApiError } from './error';

const PAUSES = { interval: 2_000, backoff: 1.5, max: 30_000 };

/** Who does not answer: the learner's own server, the service behind it, or nobody. */
export type Lost = 'server' | 'service' | null;

/**
 * Knows whether the learner's own server and the service behind it answer; once one does not, it
 * tries until it does.
 *
 * Whether they answer is what the requests themselves found out. While the learner's own server does
 * not, writes wait, and when it does again, they are sent and all panels read anew. An answer that the
 * service is away is proved by asking once more, so that a single mishap is no outage.
 */
export class Connection {
  constructor(private readonly _probe: () => Promise<unknown>) {
    this._toServer = new Poll({ ...this._options, name: 'coursewright:server' });
    this._toService = new Poll({ ...this._options, name: 'coursewright:service' });
    this._toService.ticked.connect((poll, { phase, payload }) => {
      if (phase === 'resolved' || phase === 'reconnected') {
        void poll.stop();
        this._set(false);
      } else if (phase === 'rejected') {
        this._set(!(payload as ApiError).isOffline);
      }
    });
    onlineManager.setEventListener(() => {
      const tryNow = (): void => void _probe().catch(() => undefined);
      window.addEventListener('online', tryNow);
      window.addEventListener('offline', tryNow);
      return () => {
        window.removeEventListener('online', tryNow);
        window.removeEventListener('offline', tryNow);
      };
    });
    onlineManager.subscribe(isOnline => {
      void (isOnline ? this._toServer.stop() : this._toServer.start());
      this._changed.emit();
    });
  }

  /** Emits when `lost` changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get lost(): Lost {
    if (!onlineManager.isOnline()) {
      return 'server';
    }
    return this._isServiceAway ? 'service' : null;
  }

  /** Note what a request found out; null says that it was answered as it should be. */
  hear(error: ApiError | null): void {
    onlineManager.setOnline(!error?.isOffline);
    if (error?.isAway) {
      void this._toService.start();
    }
  }

  /** Try at once. */
  refresh(): void {
    void (onlineManager.isOnline() ? this._toService : this._toServer).refresh();
  }

  private _set(isServiceAway: boolean): void {
    if (this._isServiceAway !== isServiceAway) {
      this._isServiceAway = isServiceAway;
      this._changed.emit();
    }
  }

  private get _options(): Poll.IOptions<unknown, unknown, string> {
    return { auto: false, frequency: PAUSES, factory: () => this._probe() };
  }

  private readonly _toServer: Poll<unknown, unknown, string>;
  private readonly _toService: Poll<unknown, unknown, string>;
  private readonly _changed = new Signal<this, void>(this);
  private _isServiceAway = false;
}
