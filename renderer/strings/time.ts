export const timeWords = {
  zone: (zone: string) => `Time zone: ${zone}`,
  utc: 'UTC',
  local: (zone: string) => `Local (${zone})`,
  localShort: 'Local',
  choose: 'Time zone for all times shown and exported',
  find: 'Find a zone',
  none: 'No time zone has that name',
  heading: (heading: string, zone: string) => `${heading} (${zone})`,
};
