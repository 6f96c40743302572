import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: var(--s3);
  }
  /* The message as it will arrive: a slip of paper. */
  .note {
    display: grid;
    gap: var(--s2);
    margin: 0;
    padding: var(--s3) var(--s4) var(--s4);
    border-radius: var(--r-medium) var(--r-medium) var(--r-medium) var(--r-small);
    background: var(--label-wash);
    color: var(--label-ink);
  }
  .field {
    min-height: var(--touch);
    padding: var(--s1) var(--s3);
    border-radius: var(--r-small);
    color: var(--ink-soft);
    font-family: var(--font-code);
    font-size: var(--t-small);
    text-overflow: ellipsis;
  }
  .main {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s2);
  }
  .main .button {
    flex: 1 1 9rem;
  }
  .more {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr));
    gap: 0 var(--s1);
  }
  .more .button {
    justify-content: start;
    padding-inline: var(--s3);
    color: var(--ink);
    font-size: var(--t-small);
    text-decoration: none;
  }
  .failed {
    color: var(--alarm-ink);
    font-size: var(--t-small);
  }
`;
