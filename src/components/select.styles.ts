/** A list to choose from, and its label. */
import { css } from 'lit';

export const selectStyles = css`
  select {
    min-height: var(--touch);
    padding-inline: var(--s3);
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
    color: var(--ink);
    font: inherit;
  }
`;

/** With the label above it, as in a menu. */
export const labelledSelectStyles = [
  selectStyles,
  css`
    label {
      display: grid;
      gap: var(--s1);
      color: var(--ink-soft);
      font-size: var(--t-small);
      overflow-wrap: anywhere;
    }
  `,
];
