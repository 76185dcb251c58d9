/** Bad gateway, unavailable, gateway timeout. */
const AWAY = [502, 503, 504];

/** An answer that is an error, or none at all; its message is meant for the reader. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** The HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly code: string
  ) {
    super(message);
  }

  /** Whether the learner's own server did not answer. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  /** Whether something between here and the service's database did not answer. */
  get isAway(): boolean {
    return AWAY.includes(this.status) && this.code !== 'no_service';
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.isOffline || this.status === 429 || this.status >= 500;
  }
}
