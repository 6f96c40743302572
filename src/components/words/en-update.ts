/** English: other versions of the app, and what it is made of. */
export const update = {
  offered: 'A new version of Twocan is there. It waits for your yes.',
  look: 'Look at it',
  later: 'Later',

  heading: 'Install the new version?',
  text: 'The fingerprint stands for every file of a version. Who made Twocan, or anybody with its source, can tell you which one is right.',
  now: (version: string): string => `You have ${version}`,
  next: (version: string): string => `New: ${version}`,
  connected: (names: readonly string[]): string =>
    `You are connected to ${new Intl.ListFormat('en').format(names)}. Installing restarts Twocan, which cuts the string.`,
  install: 'Install and restart',
  installing: 'Fetching the new version',
  failed: 'The site that Twocan came from does not answer. Nothing has changed; try again later.',

  altered: (version: string, files: string): string =>
    `The site that Twocan came from serves a version ${version} that is not what it says it is: ${files}. It was not installed, and you go on with yours.`,
  sameVersion: (version: string, files: string): string =>
    `The site that Twocan came from has changed files without a new version (${version}): ${files}. They were not installed, and you go on with yours.`,
  files: (paths: readonly string[], more: number): string =>
    new Intl.ListFormat('en').format([...paths, ...(more > 0 ? [`${more} more`] : [])]),

  filesHeading: 'Is this the real Twocan?',
  filesText:
    'Twocan can make one fingerprint of all its files, as they are kept on this device. Compare it with a friend’s of the same version, or with what the source builds: npm run fingerprint.',
  compute: 'Compute the fingerprint',
  computing: 'Reading all files',
  version: (version: string): string => `Version ${version}`,
  counted: (files: number): string => `${files} files, all as they were when they were installed.`,
  changed: (files: string): string =>
    `These files are not what was installed: ${files}. Something on this device changed them. Clear this site’s data in the browser and open Twocan anew; that deletes your friends and messages too.`,
  notKept:
    'No files are kept on this device: this browser, or this way of opening Twocan, has no service worker. So there is nothing that could be compared.',
  fingerprint: 'Fingerprint',
  oneFileHeading: 'Twocan as one file',
  oneFileText:
    'You opened Twocan from a file on this device. Chatting and sending files work as ever. These things differ:',
  oneFileFacts: [
    [
      'Your invites are no links',
      'They are texts and pictures of codes: no link leads to a file on your device. Your friend pastes, opens or scans them in their own Twocan.',
    ],
    [
      'No other version comes by itself',
      'Nothing is installed and nothing looks for updates. Keep the file, and compare its fingerprint (SHA-256) with what the source builds: npm run build:single.',
    ],
    [
      'In Chrome and its relatives',
      'All pages opened from files share one storage, so another page that you open from a file could read what is kept here. A passphrase (above) keeps it from them.',
    ],
    [
      'In Firefox',
      'What is kept belongs to the place of this file. Moved or renamed, Twocan begins anew until it is back.',
    ],
    ['Films and sounds', 'They are saved instead of played here.'],
    [
      'Licences',
      'Those of everything that Twocan is made of stand at the end of the file, for any text editor.',
    ],
  ] satisfies readonly (readonly [heading: string, text: string])[],
  licences: 'What Twocan is made of',
  licencesText: 'Libraries that come with it, and their licences.',
};
