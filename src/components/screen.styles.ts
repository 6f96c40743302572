import { css } from 'lit';

/** A screen with its name above and one column that scrolls; how wide and how dense is the screen's own. */
export const screenStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--s2);
    padding: calc(var(--s3) + env(safe-area-inset-top)) var(--s4) var(--s2) var(--s2);
  }
  h1 {
    font-size: var(--t-title);
  }
  .body {
    overflow-y: auto;
    padding: var(--s3) var(--s4) calc(var(--s7) + env(safe-area-inset-bottom));
  }
  .column {
    display: grid;
    gap: var(--s5);
    margin: 0 auto;
  }
`;
