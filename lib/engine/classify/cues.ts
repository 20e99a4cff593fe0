import type { Category } from '../types';

export interface Cue {
  category: Category;
  pattern: RegExp;
  weight: number;
}

/** Words and character sequences that speak for a category, with how loudly. Order does not matter. */
export const CUES: Cue[] = [
  ...cues('code', 2.2, [
    /```/,
    /\b(python|javascript|typescript|java|kotlin|swift|rust|golang|c\+\+|c#|php|ruby|sql|html|css|bash|regex|react|django|node\.?js|postgres|numpy|pandas)\b/i,
    /\b(stack ?trace|segfault|null ?pointer|undefined is not|syntaxerror|typeerror|compile[rs]?|refactor|unit tests?|api endpoint|codebase|dockerfile|git (commit|rebase|merge))\b/i,
    /\b(returned|returns) (undefined|null|nan|none|-1)\b/i,
    /(^|\s)(def |function |class |import |#include|public static|select .+ from )/i,
    /[{};]\s*\n.*[{};]/s,
  ]),
  ...cues('code', 1.4, [
    /\b(write|implement|create|fix|debug|optimi[sz]e) (a |an |the |this |my )?(\w+ ){0,3}(function|method|script|program|class|query|algorithm|component|endpoint|code)\b/i,
    /\b(bug|debug|exception|runtime error|variable|array|recursion|linked list|binary tree|hash ?map|big-?o|time complexity)\b/i,
    /\b\w+\(.*\)\s*(->|=>|:|\{|=|;)/,
  ]),
  ...cues('reasoning', 1.6, [
    /\b(prove|proof|theorem|derive|integral|derivative|equation|probability|how many|what is the (value|sum|remainder|area|volume|probability)|calculate|compute|solve)\b/i,
    /\b(if .{3,80}(then|how|what)|step by step|logically|deduce|infer|puzzle|riddle|paradox)\b/i,
    /\$[^$]+\$|\\frac|\\sqrt|\\\(/,
    /\b\d+(\.\d+)? ?(%|percent|dollars|hours|minutes|miles|km|kg|apples|eggs|meters|feet)\b/i,
  ]),
  ...cues('reasoning', 1, [
    /\b(trade-?offs?|pros and cons|compare and contrast|weigh|evaluate|analy[sz]e|implications|why (do|does|did|would|is|are)|critically|hypothesis|mechanism)\b/i,
    /\n\s*\(?[A-J][).:]\s/,
    /\b(which of the following|options?:|choose the (best|correct))\b/i,
  ]),
  ...cues('creative', 2.2, [
    /\b(poem|haiku|limerick|sonnet|lyrics|short story|fairy ?tale|screenplay|song|rap|verse|ballad|plot twist|fan ?fiction|monologue|joke|pun|slogan|tagline|role-?play)\b/i,
    /\b(write|tell|compose|invent|imagine) (me )?(a |an |the )?(\w+ ){0,3}(story|poem|scene|dialogue|song|letter from|character|tale|novel|script for a)\b/i,
  ]),
  ...cues('creative', 1.1, [
    /\b(creative|imaginative|whimsical|fictional|in the style of|persuasive|social media post|blog post|names? for (a|my)|brainstorm|pretend|imagine|you are a (pirate|wizard|knight))\b/i,
  ]),
  ...cues('summarization', 2.8, [
    /\b(summari[sz]e|summary|tl;?dr|condense|key (points|takeaways)|in (one|two|three|a few) sentences?:|boil .{0,20}down|recap|abstract of|main (points|idea)|headline)\b/i,
    /\bshorten (this|the following)\b/i,
  ]),
  ...cues('multilingual', 3, [
    /\b(translate|translation|übersetz\w*|tradu(ce|is|zca|ire|ction|zir)\w*)\b/i,
    /\b(how (do|would) (you|i) say)\b/i,
  ]),
  ...cues('multilingual', 1.4, [
    /\b(in(to)?|from|to) (spanish|french|german|italian|portuguese|japanese|chinese|korean|arabic|hindi|russian|dutch|turkish|polish|swedish|latin)\b/i,
  ]),
  ...cues('simple', 1.4, [
    /^\s*(what('s| is| are| was)|who('s| is| was| wrote| invented)|when (was|did|is)|where (is|was|are)|which|define|name (a|the|one|three)|is it|does|spell|convert)\b/i,
    /\b(capital of|definition of|meaning of|synonym|antonym|opposite of|stand for|plural of|how (tall|old|far|deep|big|long) is|classify|true or false|yes or no|positive or negative|sentiment)\b/i,
  ]),
  ...cues('simple', 1.6, [/^\s*(hi|hello|hey|thanks|thank you|good (morning|evening)|ok(ay)?)[\s!.,]*$/i]),
  ...cues('medium', 1.3, [
    /\b(e-?mail|cover letter|advice|recommend|suggest|tips|how (can|do|should) (i|we|you)|help me|guide|plan|itinerary|recipe|rewrite|rephrase|improve|proofread|draft|list (of|some|\d+)|give me|explain|describe|outline|extract|identify)\b/i,
  ]),
  // Words of one kind inside a request of another.
  ...cues('creative', 1.6, [
    /^\s*(write|compose|tell|give) (me |us )?(a |an )?(haiku|poem|limerick|story|song|joke|sonnet|rap)\b/i,
  ]),
  ...cues('code', -1.8, [
    /\b(biology|cell|organ|poem|haiku|story|history of|python (snake|eats?|species)|java (island|coffee))\b/i,
  ]),
];

function cues(category: Category, weight: number, patterns: RegExp[]): Cue[] {
  return patterns.map((pattern) => ({ category, pattern, weight }));
}
