export const timeWords = {
  zone: (zone: string) => `Time zone: ${zone}`,
  utc: 'UTC',
  local: (zone: string) => `Local (${zone})`,
  localShort: 'Local',
  choose: 'Time zone of every time shown and exported',
  find: 'Find a zone',
  none: 'No zone is called that',
  heading: (heading: string, zone: string) => `${heading} (${zone})`,
};
