import React from 'react';

/** A part of the dashboard below its heading. */
export function Section(props: {
  title: string;
  testId: string;
  children: React.ReactNode;
}): JSX.Element {
  const id = React.useId();
  return (
    <section className="cw-Dashboard-section" aria-labelledby={id} data-testid={props.testId}>
      <h3 className="cw-Heading" id={id}>
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
