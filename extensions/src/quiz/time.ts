import React from 'react';

/**
 * How long the learner has been at something, in whole seconds: what it was before, and the time
 * since then in which the page was in view.
 */
export function useSeconds(before: number): () => number {
  const [clock] = React.useState(() => new Stopwatch(before));
  React.useEffect(() => {
    const turn = (): void => (document.hidden ? clock.pause() : clock.go());
    turn();
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      clock.pause();
    };
  }, [clock]);
  return clock.seconds;
}

class Stopwatch {
  constructor(before: number) {
    this._passed = before * 1000;
  }

  readonly seconds = (): number => {
    const running = this._since === null ? 0 : performance.now() - this._since;
    return Math.round((this._passed + running) / 1000);
  };

  go(): void {
    this._since ??= performance.now();
  }

  pause(): void {
    if (this._since !== null) {
      this._passed += performance.now() - this._since;
      this._since = null;
    }
  }

  private _passed: number;
  private _since: number | null = null;
}
