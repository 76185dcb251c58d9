import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** JupyterLab cuts the message of a notification that is longer, and shows the rest nowhere. */
const MOST = 140;

type Kind = 'info' | 'success' | 'warning' | 'error';

/**
 * Notify the person; the only way to do so.
 *
 * What to do next stands at the end of a message, and some come from the service or hold a title. One
 * that is too long for a notification shows its first sentences and a button that shows all of it, and
 * stays until it was read.
 */
export function tell(
  trans: TranslationBundle,
  kind: Kind,
  message: string,
  { actions = [], ...options }: Omit<Notification.IOptions<null>, 'data'> = {}
): void {
  if (message.length <= MOST) {
    Notification.emit(message, kind, { ...options, actions });
    return;
  }
  const all = {
    label: trans.__('Read all'),
    callback: (event: MouseEvent) => {
      event.preventDefault(); // reading it does not dismiss it
      void showDialog({
        title: trans.__('Coursewright'),
        body: message,
        buttons: [Dialog.okButton({ label: trans.__('Close') })]
      });
    }
  };
  Notification.emit(beginningOf(message), kind, {
    ...options,
    autoClose: false,
    actions: [...actions, all]
  });
}

/** Say what is going on, in a few words, until the function that this returns is called. */
export function tellMeanwhile(message: string): () => void {
  const notice = Notification.emit(message, 'in-progress', { autoClose: false });
  return () => Notification.dismiss(notice);
}

/** As many whole sentences as fit, else as many words. */
function beginningOf(message: string): string {
  const head = message.slice(0, MOST - 1);
  const end = `${head} `.search(/[.!?](?=\s[^.!?]*$)/);
  if (end >= 0) {
    return head.slice(0, end + 1);
  }
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), 0)) || head}…`;
}
