import { css } from 'lit';
import { screenStyles } from './screen.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { trustMarkStyles } from './trust-mark.ts';

export const safetyStyles = [
  screenStyles,
  sectionStyles,
  trustMarkStyles,
  css`
    h1 {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .body {
      container-type: inline-size;
    }
    .column {
      gap: var(--s4);
      max-width: 54rem;
    }
    .standing {
      grid-template-columns: auto 1fr;
      gap: var(--s4);
      align-items: start;
      padding: var(--s4);
      border-radius: var(--r-large);
      background: var(--label-wash);
      color: var(--label-ink);
    }
    .standing.unverified {
      background: var(--paper-sunken);
      color: var(--ink);
    }
    .standing svg .cut {
      stroke: var(--label-wash);
    }
    .standing .button {
      margin: var(--s1) 0 0 calc(-1 * var(--s4));
      color: inherit;
    }
    .how {
      padding: 0;
      color: inherit;
      font-size: var(--t-lead);
    }
    [role='status']:empty {
      display: none;
    }
    .good {
      display: flex;
      gap: var(--s2);
      padding: var(--s3) var(--s4);
      border-radius: var(--r-medium);
      background: var(--label-wash);
      color: var(--label-ink);
      font-weight: 600;
    }
    .ways {
      display: grid;
      gap: var(--s5);
      align-items: start;
    }
    @container (min-width: 44rem) {
      .ways {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: var(--s2);
    }
    .code {
      width: min(100%, 17rem);
      aspect-ratio: 1;
      justify-self: center;
    }
    card-scanner {
      --finder-height: 12rem;
      --finder-aspect: auto;
    }
  `,
];
