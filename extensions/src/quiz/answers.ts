import { type ISignal, Signal } from '@lumino/signaling';
import { onlineManager } from '@tanstack/react-query';

import type { ApiError } from '../api/error';
import { keyOf } from '../api/query';
import type { SavedAnswer, Sitting, SittingQuestion } from '../api/schema';
import type { ICoursewright } from '../tokens';
import { load, save } from './storage';

/** How long after the last key a typed answer is sent; a choice is sent at once. */
const TYPING = 600;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** There is no such sitting, it was submitted, or this is no answer to the question: never to be sent again. */
const FINAL = [404, 409, 422];

/** An answer with how long the learner was at its question altogether, in seconds. */
export interface IGiven {
  answer: string | null;
  seconds: number;
}

export type SavingState = 'saved' | 'saving' | 'waiting';

type Connection = Pick<ICoursewright, 'api' | 'queries'>;

const known = new WeakMap<Connection['queries'], Map<string, Answers>>();

/**
 * The answers of a sitting. They outlive the panel in which they were given, so that one that was
 * closed without a connection is sent all the same, and nobody else sends an older one after it.
 */
export function answersOf(connection: Connection, sitting: string): Answers {
  const all = known.get(connection.queries) ?? new Map<string, Answers>();
  known.set(connection.queries, all);
  const answers = all.get(sitting) ?? new Answers(connection, sitting, () => all.delete(sitting));
  all.set(sitting, answers);
  return answers;
}

/**
 * The answers of one sitting that the service has not got yet.
 *
 * Each is kept in the browser until the service said that it has it. They are sent one after the
 * other, so that an older one never overtakes a newer; what does not get through is sent again.
 */
export class Answers {
  constructor(
    private readonly _connection: Connection,
    private readonly _sitting: string,
    private readonly _onOver: () => void
  ) {
    this._waiting = new Map(Object.entries(load<Record<string, IGiven>>(this._key) ?? {}));
    if (this._waiting.size) {
      this._schedule(0);
    }
    this._unsubscribe = onlineManager.subscribe(isOnline => {
      if (isOnline && this._waiting.size) {
        this._schedule(0);
      }
    });
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

  /** Why the last answer could not be saved, when the service said so. */
  get problem(): string | null {
    return this._problem;
  }

  /** Changes with every answer that is given or saved. */
  get version(): number {
    return this._version;
  }

  /** The answer as it stands: what the learner gave last, else what the service has. */
  of(question: SittingQuestion): IGiven {
    return this._waiting.get(question.id) ?? this._known(question);
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
    this._unsubscribe();
    this._waiting.clear();
    save(this._key, null);
    Signal.clearData(this);
    this._onOver();
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
        const saved = await this._connection.api.put('/quiz-sessions/{id}/answers/{question}', {
          params: { path },
          body: given
        });
        this._pause = 0;
        this._problem = null;
        await this._note(saved);
      } catch (error) {
        const { isOffline, message, status } = error as ApiError;
        if (!FINAL.includes(status)) {
          this._problem = isOffline ? null : message;
          this._pause = Math.min(LONGEST_PAUSE, this._pause * 2 || FIRST_PAUSE);
          this._keep();
          this._schedule(this._pause);
          return;
        }
        void this._connection.queries.invalidateQueries({ queryKey: this._queryKey });
      }
      if (this._waiting.get(question) === given) {
        this._waiting.delete(question);
      }
      this._keep();
    }
  }

  /** Put what the service has now into the reading of the sitting; one under way may be older. */
  private async _note(saved: SavedAnswer): Promise<void> {
    const { queries } = this._connection;
    const queryKey = this._queryKey;
    if (queries.getQueryData(queryKey)) {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<Sitting>(queryKey, sitting => withAnswer(sitting, saved));
    }
  }

  /** What the service has. Components hear of a change a moment later; till then they hold an older answer. */
  private _known(question: SittingQuestion): IGiven {
    const sitting = this._connection.queries.getQueryData<Sitting>(this._queryKey);
    return sitting?.questions.find(({ id }) => id === question.id) ?? question;
  }

  private _schedule(delay: number): void {
    this._stop();
    if (!this._isOver) {
      this._timer = setTimeout(() => void this._send(), delay);
    }
  }

  private _stop(): void {
    clearTimeout(this._timer);
  }

  private _keep(): void {
    if (!this._isOver) {
      save(this._key, this._waiting.size ? Object.fromEntries(this._waiting) : null);
    }
    this._version += 1;
    this._changed.emit();
  }

  private get _key(): string {
    return `coursewright:quiz:${this._sitting}`;
  }

  private get _queryKey() {
    return keyOf('/quiz-sessions/{id}', { path: { id: this._sitting } });
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _waiting: Map<string, IGiven>;
  private readonly _unsubscribe: () => void;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _running: Promise<void> | null = null;
  private _problem: string | null = null;
  private _pause = 0;
  private _version = 0;
  private _isOver = false;
}

function withAnswer(sitting: Sitting | undefined, saved: SavedAnswer): Sitting | undefined {
  const { answer, question: id, seconds } = saved;
  return (
    sitting && {
      ...sitting,
      questions: sitting.questions.map(question =>
        question.id === id ? { ...question, answer, seconds } : question
      )
    }
  );
}
