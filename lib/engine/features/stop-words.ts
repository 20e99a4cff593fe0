/** Words that say little about what a text is about. */
export const STOP_WORDS = new Set(
  `a an and are as at be been but by can could did do does for from had has have here how i if in into is it its just
   may me might my of on or our shall she he should so some such than that the their them then there these they this
   those to too us very was we were what when where which while who will with would you your`.split(/\s+/),
);
