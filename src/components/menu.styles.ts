/** A menu that opens over the page: a popover with a row for each choice. */
import { css } from 'lit';

export const menuStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: var(--s2);
    border: 1px solid var(--edge);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }
  .item {
    display: flex;
    align-items: center;
    gap: var(--s3);
    width: 100%;
    min-height: var(--touch);
    padding: var(--s2) var(--s4);
    border: 0;
    border-radius: var(--r-small);
    background: none;
    text-align: start;
  }
  .item:hover {
    background: var(--paper-sunken);
  }
`;
