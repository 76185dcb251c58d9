import React from 'react';

const MINUTE = 60_000;

/** Render again every minute, for what tells how long something still takes. */
export function useMinutes(): void {
  const [, setTick] = React.useState(0);
  React.useEffect(() => {
    const timer = window.setInterval(() => setTick(tick => tick + 1), MINUTE);
    return () => window.clearInterval(timer);
  }, []);
}
