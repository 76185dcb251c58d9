import React from 'react';

import type { Preview } from '../api/schema';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import type { usePreview } from './reading';

/** The beginning of the first lesson in the learner's words, as she types them. */
export function PreviewPane(props: { reading: ReturnType<typeof usePreview> }): JSX.Element {
  const { trans } = useCoursewright();
  const { reading } = props;
  return (
    <aside className="cw-Preview" aria-label={trans.__('Preview')} data-testid="cw-preview">
      <div className="cw-Row-detail">{trans.__('How your lessons will read')}</div>
      <ReadingFailure of={[reading]} />
      {reading.data && <Lesson preview={reading.data} />}
    </aside>
  );
}

function Lesson({ preview }: { preview: Preview }): JSX.Element {
  return (
    <article className="cw-Preview-lesson">
      <h3>{preview.lesson}</h3>
      {preview.paragraphs.map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
    </article>
  );
}
