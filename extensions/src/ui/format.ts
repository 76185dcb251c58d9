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

/** How long ago something was: "3 days ago", and "now" for what a clock ahead of the reader's has just seen. */
export function ago(iso: string): string {
  const seconds = Math.min((new Date(iso).getTime() - Date.now()) / 1000, 0);
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

/** How far a moment is from now, by the reader's own calendar: "in 5 hours", "tomorrow", "in 3 days". */
export function timeLeft(iso: string): string {
  const minutes = Math.trunc((new Date(iso).getTime() - Date.now()) / 60_000);
  const midnight = (moment: Date): number => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(new Date(iso)) - midnight(new Date())) / 86_400_000);
  if (days !== 0 && Math.abs(minutes) >= 12 * 60) {
    return inDays(days);
  }
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return Math.abs(minutes) >= 60
    ? format.format(Math.trunc(minutes / 60), 'hour')
    : format.format(minutes, 'minute');
}

/** When in the reader's own zone: the weekday and the time, and the date where a week can't tell. */
export function clockTime(iso: string): string {
  const isNear = Math.abs(new Date(iso).getTime() - Date.now()) < 6 * 86_400_000;
  const day: Intl.DateTimeFormatOptions = isNear
    ? { weekday: 'short' }
    : { day: 'numeric', month: 'short' };
  const format = new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' });
  return format.format(new Date(iso));
}

/** The weekday of a date like 2026-11-23. */
export function weekday(date: string, style: 'short' | 'long'): string {
  const [year, month, day] = date.split('-').map(Number);
  const local = new Date(year ?? 0, (month ?? 1) - 1, day);
  return new Intl.DateTimeFormat(locale, { weekday: style }).format(local);
}

/** The day of a moment, counted in the reader's own days: "tomorrow", "in 3 days". */
export function onDay(iso: string): string {
  const midnight = (moment: Date): number => new Date(moment).setHours(0, 0, 0, 0);
  const days = (midnight(new Date(iso)) - midnight(new Date())) / 86_400_000;
  return inDays(Math.max(0, Math.round(days)));
}

/** A date like 2026-11-23, as a month and a year: the day is nobody's concern. */
export function monthAndYear(date: string): string {
  const [year, month] = date.split('-').map(Number);
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  return format.format(new Date(year ?? 0, (month ?? 1) - 1, 1));
}

/** A share of a hundred: "12 %". */
export function percent(share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(share / 100);
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
    ? trans.__('was due %1', timeLeft(iso))
    : trans.__('due %1', timeLeft(iso));
}

export function isOver(iso: string): boolean {
  return new Date(iso).getTime() < Date.now();
}
