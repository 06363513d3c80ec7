/** What a checker says of a pack: which answers fail, as `axis subject`; or that it is no pack that can be read. */
export type Said = readonly string[] | 'unreadable';
