import type { TranslationBundle } from '@jupyterlab/translation';

import type { FeedItem } from '../api/schema';

/** One feed item as a sentence: "Bob Marsh passed Build a hash chain". */
export function sentence(item: FeedItem, trans: TranslationBundle): string {
  const name = item.full_name || item.username;
  switch (item.activity_type) {
    case 'passed_exercise':
      return trans.__('%1 passed %2', name, item.title);
    case 'completed_module':
      return trans.__('%1 completed %2', name, item.title);
    case 'started_course':
      return trans.__('%1 started %2', name, item.title);
    case 'passed_review':
      return trans.__('%1 passed the review of %2', name, item.title);
    case 'earned_achievement':
      return trans.__('%1 earned %2', name, item.title);
    default:
      return trans.__('%1: %2', name, item.title);
  }
}
