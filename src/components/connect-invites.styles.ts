import { css } from 'lit';

export const styles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s2);
    padding-block-start: var(--s4);
    border-block-start: 1px solid var(--edge);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--s2);
  }
  h2 {
    font-size: var(--t-lead);
  }
  .hint {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s2);
    margin-block-start: var(--s1);
  }
  li {
    display: flex;
    align-items: center;
    gap: var(--s3);
    padding: var(--s2) var(--s2) var(--s2) var(--s3);
    border: 1px solid var(--edge);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
  }
  .can {
    flex: none;
    width: 1.75rem;
    overflow: visible;
    font-family: var(--font-display);
  }
  .about {
    flex: 1;
    min-width: 0;
  }
  .name {
    display: flex;
    align-items: center;
    font-weight: 650;
  }
  .name bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name .button {
    color: var(--ink-soft);
  }
  .rename {
    display: flex;
    gap: var(--s1);
  }
  .rename .field {
    padding-inline: var(--s3);
  }
  .acts {
    display: flex;
    flex: none;
    align-items: center;
  }
  .mark {
    display: inline-flex;
    align-items: center;
    gap: var(--s1);
    padding: var(--s1) var(--s2);
    border-radius: var(--r-round);
    background: var(--label-wash);
    color: var(--label-ink);
    font-size: var(--t-small);
    font-weight: 600;
    white-space: nowrap;
  }
  .acts .icon {
    color: var(--ink-soft);
  }
  @media (max-width: 24rem) {
    .can {
      display: none;
    }
    li {
      flex-wrap: wrap;
    }
    .about {
      flex-basis: 100%;
    }
    .acts {
      flex: 1;
      justify-content: space-between;
    }
  }
`;
