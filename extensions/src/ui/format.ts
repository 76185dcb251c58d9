import type { TranslationBundle } from '@jupyterlab/translation';

let locale = 'en';

/** Dates follow the language that Lab itself shows. */
export function setLocale(languageCode: string): void {
  locale = languageCode.replace('_', '-');
}

/** A date and time, short, in the reader's own zone. */
export function dateTime(iso: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit'
  });
  return format.format(new Date(iso));
}

/** A moment in full. */
export function fullDateTime(iso: string): string {
  return new Date(iso).toLocaleString(locale);
}

/** A moment with its weekday and the name of the reader's own zone, for what has to be kept. */
export function momentIn(iso: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short'
  });
  return format.format(new Date(iso));
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60]
];

/** How far a moment is from now: "in 3 days", "2 hours ago". */
export function fromNow(iso: string): string {
  const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return format.format(Math.trunc(seconds / size), unit);
    }
  }
  return format.format(0, 'second');
}

/** How far a day is from today: "tomorrow", "in 3 days". */
export function inDays(days: number): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** The day of a moment, counted in the reader's own days: "tomorrow", "in 3 days". */
export function onDay(iso: string): string {
  const midnight = (moment: Date): number => new Date(moment).setHours(0, 0, 0, 0);
  const days = (midnight(new Date(iso)) - midnight(new Date())) / 86_400_000;
  return inDays(Math.max(0, Math.round(days)));
}

/** Points without needless decimals. */
export function points(value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** "7 / 10 points" once there is a score, else "10 points". */
export function scoreText(
  trans: TranslationBundle,
  score: number | null,
  most: number | null
): string {
  if (most === null) {
    return score === null ? '' : trans.__('%1 points', points(score));
  }
  return score === null
    ? trans.__('%1 points', points(most))
    : trans.__('%1 / %2 points', points(score), points(most));
}

/** When something is due, and whether that is over. */
export function dueText(trans: TranslationBundle, iso: string): string {
  return isOver(iso)
    ? trans.__('was due %1', fromNow(iso))
    : trans.__('due %1', fromNow(iso));
}

export function isOver(iso: string): boolean {
  return new Date(iso).getTime() < Date.now();
}
