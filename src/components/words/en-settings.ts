/** English: settings. */
export const settings = {
  heading: 'Settings',

  youHeading: 'You',
  nameLabel: 'Your name',
  nameHint: 'Friends see a new name as soon as you are connected.',
  nameSave: 'Save',
  nameSaved: 'Saved',
  nameMissing: 'A name cannot be empty. Your old one still stands.',

  looksHeading: 'Looks',
  themeSystem: 'As the device',
  themeLight: 'Light',
  themeDark: 'Dark',

  filesHeading: 'Files',
  imagesLabel: 'Get small images at once',
  imagesHint: 'Images under 5 MB come without asking. Everything else waits for your yes.',

  storageHeading: 'On this device',
  storageText:
    'Messages and received files are kept in this browser, on this device, and nowhere else. If you clear the site’s data they are gone.',
  storageUsed: (used: string, quota: string): string => `${used} used of ${quota} available`,
  storageUnknown: 'This browser does not say how much space is used.',
  persistYes: 'The browser has promised to keep your data.',
  persistNo:
    'The browser may clear your data when space runs short. Installing Twocan, or using it often, makes browsers more willing to keep it.',
  persistNotAsked: 'The browser has not been asked yet to keep your data when space runs short.',
  persistAsk: 'Ask to keep it',
  persistAskAgain: 'Ask again',

  appHeading: 'This app',
  installText: 'Install Twocan to open it like any other app.',
  installAction: 'Install',
  offlineReady: 'Twocan opens without a network.',
  offlineNotReady: 'Twocan needs a network to open. It will get ready for going without.',
  version: (version: string): string => `Version ${version}`,

  privacyHeading: 'What others can see',
  privacyFriend: 'Your friend',
  privacyFriendText:
    'sees your name, what you send, and your IP address, as in any direct connection. From it one can guess your town and your internet provider.',
  privacyNetwork: 'Your network',
  privacyNetworkText:
    'sees that two devices exchange data, and how much. What you say is sealed twice before it leaves.',
  privacyUs: 'The makers of Twocan',
  privacyUsText:
    'see nothing. There is no account, no server that passes messages on, and no counting of visits.',
  privacyDevice: 'Whoever holds this device',
  privacyDeviceText: 'can open Twocan and read along, as long as the device is unlocked.',
  privacyHost: 'The site you opened Twocan from',
  privacyHostText:
    'sees that you loaded the page, as with any site. It never sees a card or a message.',
};
