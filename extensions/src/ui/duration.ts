import type { TranslationBundle } from '@jupyterlab/translation';

/** A length of time: "45 min", "1 h 20 min". */
export function durationText(trans: TranslationBundle, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) {
    return trans.__('%1 min', rest);
  }
  return rest === 0 ? trans.__('%1 h', hours) : trans.__('%1 h %2 min', hours, rest);
}
