import { type ISignal, Signal } from '@lumino/signaling';

import type { Api } from '../api/client';
import type { ApiError } from '../api/error';
import type { SavedAnswer, SittingQuestion } from '../api/schema';
import { load, save } from './storage';

/** How long after the last key a typed answer is sent; a choice is sent at once. */
const TYPING = 600;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** An answer with how long the learner was at its question altogether, in seconds. */
export interface IGiven {
  answer: string | null;
  seconds: number;
}

export type SavingState = 'saved' | 'saving' | 'waiting';

/**
 * The answers of one sitting that the service has not got yet.
 *
 * Each is kept in the browser until the service said that it has it. They are sent one after the
 * other, so that an older one never overtakes a newer; what does not get through is sent again.
 */
export class Answers {
  constructor(
    private readonly _api: Api,
    private readonly _sitting: string,
    /** Told what the service has now; null when it takes no more answers of this sitting. */
    private readonly _heard: (saved: SavedAnswer | null) => void
  ) {
    this._waiting = new Map(Object.entries(load<Record<string, IGiven>>(this._key) ?? {}));
    if (this._waiting.size) {
      this._schedule(0);
    }
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get state(): SavingState {
    if (this._waiting.size === 0) {
      return 'saved';
    }
    return this._pause ? 'waiting' : 'saving';
  }

  /** Changes with every answer that is given or saved. */
  get version(): number {
    return this._version;
  }

  /** The answer as it stands: what the learner gave last, else what the service has. */
  of(question: SittingQuestion): IGiven {
    return this._waiting.get(question.id) ?? question;
  }

  /** Keep an answer now, and send it soon. */
  give(question: string, given: IGiven, isTyped: boolean): void {
    this._waiting.set(question, given);
    this._keep();
    this._schedule(isTyped ? TYPING : 0);
  }

  /** Send everything now; whether the service has all of it. */
  async flush(): Promise<boolean> {
    this._stop();
    await this._send();
    return this._waiting.size === 0;
  }

  /** The sitting is over: forget what was not sent. */
  forget(): void {
    this._isOver = true;
    this._stop();
    this._waiting.clear();
    save(this._key, null);
  }

  dispose(): void {
    this._stop();
    void this._send();
    Signal.clearData(this);
  }

  private async _send(): Promise<void> {
    this._running ??= this._sendAll().finally(() => {
      this._running = null;
    });
    await this._running;
  }

  private async _sendAll(): Promise<void> {
    while (!this._isOver) {
      const [next] = this._waiting;
      if (!next) {
        break;
      }
      const [question, given] = next;
      try {
        const path = { id: this._sitting, question };
        const saved = await this._api.put('/quiz-sessions/{id}/answers/{question}', {
          params: { path },
          body: given
        });
        this._pause = 0;
        this._heard(saved);
      } catch (error) {
        if ((error as ApiError).isPassing) {
          this._pause = Math.min(LONGEST_PAUSE, this._pause * 2 || FIRST_PAUSE);
          this._keep();
          this._schedule(this._pause);
          return;
        }
        // The sitting was submitted elsewhere, or has no such choice: sending it again is no use.
        this._heard(null);
      }
      if (this._waiting.get(question) === given) {
        this._waiting.delete(question);
      }
      this._keep();
    }
  }

  private _schedule(delay: number): void {
    this._stop();
    this._timer = setTimeout(() => void this._send(), delay);
  }

  private _stop(): void {
    clearTimeout(this._timer);
  }

  private _keep(): void {
    save(this._key, this._waiting.size ? Object.fromEntries(this._waiting) : null);
    this._version += 1;
    this._changed.emit();
  }

  private get _key(): string {
    return `coursewright:quiz:${this._sitting}`;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _waiting: Map<string, IGiven>;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _running: Promise<void> | null = null;
  private _pause = 0;
  private _version = 0;
  private _isOver = false;
}
