import { Poll } from '@lumino/polling';
import { onlineManager } from '@tanstack/react-query';

const PAUSES = { interval: 2_000, backoff: 1.5, max: 30_000 };

/**
 * Once the learner's own server does not answer, try until it does; `refresh` tries at once.
 *
 * Whether it answers is what the requests themselves found out. While it does not, writes wait, and
 * when it does again, they are sent and all panels read anew.
 */
export function watchConnection(probe: () => Promise<unknown>): Poll {
  const poll = new Poll({
    name: 'coursewright:connection',
    auto: false,
    frequency: PAUSES,
    factory: probe
  });
  onlineManager.setEventListener(() => {
    const tryNow = (): void => void probe().catch(() => undefined);
    window.addEventListener('online', tryNow);
    window.addEventListener('offline', tryNow);
    return () => {
      window.removeEventListener('online', tryNow);
      window.removeEventListener('offline', tryNow);
    };
  });
  onlineManager.subscribe(isOnline => void (isOnline ? poll.stop() : poll.start()));
  return poll;
}
