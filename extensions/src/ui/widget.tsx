import { ReactWidget } from '@jupyterlab/ui-components';
import { QueryClientProvider } from '@tanstack/react-query';
import React from 'react';

import type { ICoursewright } from '../tokens';

const Shared = React.createContext<ICoursewright | null>(null);

/** What all features share, for components below a CoursewrightWidget. */
export function useCoursewright(): ICoursewright {
  const shared = React.useContext(Shared);
  if (!shared) {
    throw new Error('This component stands outside of a CoursewrightWidget.');
  }
  return shared;
}

/** A widget whose components may ask the service: `useCoursewright`, `useQuery` and their kin. */
export abstract class CoursewrightWidget extends ReactWidget {
  constructor(protected readonly shared: ICoursewright) {
    super();
  }

  protected abstract content(): JSX.Element;

  protected render(): JSX.Element {
    return (
      <Shared.Provider value={this.shared}>
        <QueryClientProvider client={this.shared.queries}>{this.content()}</QueryClientProvider>
      </Shared.Provider>
    );
  }
}
