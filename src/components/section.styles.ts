/** Sections of settings: a heading over a card of paper. */
import { css } from 'lit';

export const sectionStyles = css`
  section,
  fieldset {
    display: grid;
    gap: var(--s2);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: none;
  }
  h2,
  legend {
    margin: 0;
    padding: 0 var(--s1);
    color: var(--ink-soft);
    font-family: var(--font-display);
    font-size: var(--t-small);
    font-weight: 700;
    letter-spacing: 0.02em;
  }
  legend {
    margin-bottom: var(--s2);
  }
  .card {
    display: grid;
    gap: var(--s3);
    padding: var(--s4);
    border: 1px solid var(--edge);
    border-radius: var(--r-large);
    background: var(--paper-raised);
  }
  .hint {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  .fact {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--s3);
    align-items: start;
  }
  .fact .icon {
    color: var(--label-ink);
  }
  .fact.open .icon {
    color: var(--ink-soft);
  }
  .fact.wrong .icon {
    color: var(--alarm-ink);
  }
  hr {
    width: 100%;
    margin: 0;
    border: none;
    border-top: 1px solid var(--edge);
  }
`;
