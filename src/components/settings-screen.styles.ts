import { css } from 'lit';
import { screenStyles } from './screen.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { switchStyles } from './switch.styles.ts';

export const settingsStyles = [
  screenStyles,
  sectionStyles,
  switchStyles,
  css`
    .column {
      max-width: 34rem;
    }
    label {
      font-weight: 600;
    }
    .name {
      display: flex;
      gap: var(--s2);
    }
    .hint.saved {
      color: var(--label-ink);
      font-weight: 600;
    }
    .hint.missing {
      color: var(--alarm-ink);
      font-weight: 600;
    }
    .version {
      color: var(--ink-soft);
      font-size: var(--t-small);
      text-align: center;
    }

    .segments {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: var(--s1);
      padding: var(--s1);
    }
    .segment {
      position: relative;
    }
    .segment input {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    .segment span {
      display: grid;
      align-content: center;
      justify-items: center;
      height: 100%;
      gap: var(--s1);
      padding: var(--s3) var(--s1);
      border-radius: calc(var(--r-large) - var(--s1));
      font-size: var(--t-small);
      text-align: center;
    }
    .segment input:checked + span {
      background: var(--label-wash);
      color: var(--label-ink);
      box-shadow: inset 0 0 0 1.5px var(--label-ink);
    }
    .segment input:focus-visible + span {
      outline: 3px solid var(--twine);
      outline-offset: 2px;
    }
  `,
];
