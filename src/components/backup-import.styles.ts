import { css } from 'lit';

export const backupImportStyles = css`
  :host {
    display: grid;
    gap: var(--s4);
    text-align: start;
  }
  .title {
    padding: 0;
    color: var(--ink);
    font-size: var(--t-lead);
    letter-spacing: 0;
  }
  .fact span {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .found {
    display: grid;
    gap: var(--s3);
    outline: none;
  }
  /* Only as wide as it is: it begins where the line does, whichever way it is written. */
  .whose,
  .friends .name {
    justify-self: start;
    max-width: 100%;
  }
  .whose {
    font-weight: 650;
  }
  .held {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s1) var(--s4);
    margin: 0;
    padding: 0;
    color: var(--ink-soft);
    list-style: none;
  }
  .friends {
    display: grid;
    gap: 0;
    max-height: 16rem;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    border: 1px solid var(--edge);
    border-radius: var(--r-medium);
    list-style: none;
  }
  .friends li {
    display: grid;
    gap: 0.1rem;
    padding: var(--s2) var(--s3);
  }
  .friends li + li {
    border-top: 1px solid var(--edge);
  }
  .friends .name {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .conflict {
    color: var(--alarm-ink);
  }
  .mode {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--s3);
    align-items: start;
    min-height: var(--touch);
    padding: var(--s2) 0;
  }
  .mode input {
    width: 1.25rem;
    height: 1.25rem;
    margin: 0.1rem 0 0;
    accent-color: var(--twine);
  }
`;
