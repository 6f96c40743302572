/** How far a file has got. */
import { css } from 'lit';

export const progressStyles = css`
  progress {
    grid-column: 1 / -1;
    width: 100%;
    height: 0.5rem;
    margin: var(--s2) 0 var(--s1);
    overflow: hidden;
    border: 0;
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    accent-color: var(--twine);
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--paper-sunken);
  }
  progress::-webkit-progress-value {
    border-radius: var(--r-round);
    background: var(--twine);
  }
  progress::-moz-progress-bar {
    border-radius: var(--r-round);
    background: var(--twine);
  }
`;
