import React from 'react';

const MINUTE = 60_000;

/** Minutes by which this browser's clock is ahead of UTC; the learner's day begins at her midnight. */
export function minutesEast(): number {
  return -new Date().getTimezoneOffset();
}

/** Render again every minute, for what tells how long something still takes. */
export function useMinutes(): void {
  const [, setTick] = React.useState(0);
  React.useEffect(() => {
    const timer = window.setInterval(() => setTick(tick => tick + 1), MINUTE);
    return () => window.clearInterval(timer);
  }, []);
}
