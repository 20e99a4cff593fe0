/**
 * Classes of English words that indicate what a prompt asks for. All words of a class share one feature, so a model
 * trained on "haiku" also handles "limerick". A word may belong to several classes. The order is part of the trained
 * weights: append only, and train again.
 */
export const CLASS_WORDS = {
  factWord: 'what who whom whose when where which whats',
  howWord: 'how',
  auxiliary: 'is are was were do does did can could would should will has have am',
  write: 'write compose draft create generate make produce craft design develop build prepare invent come pen',
  tell: 'tell give show provide share name list',
  imagine: 'imagine pretend roleplay act suppose envision picture invent dream persona character',
  explain:
    'why reason reasons cause causes because explain describe discuss elaborate clarify outline teach understand difference differences concept overview introduction basics',
  advise:
    'suggest recommend advise plan help tips advice ideas should considering consider best good improve strategies strategy ways guide steps guidelines',
  codeAct:
    'implement refactor debug compile deploy install configure parse import render debounce deserialize serialize scrape query fetch rebase commit iterate sort initialize instantiate migrate containerize',
  transform:
    'rewrite rephrase paraphrase edit correct proofread reword fix convert turn change polish rephrasing revise replace reply respond answer formal polite grammar tone wording',
  extract: 'extract identify find detect highlight locate list pick mentioned mention select determine',
  label:
    'classify categorize categorise label tag sentiment positive negative neutral spam category categories genre true false yes no topic rank intent sarcastic',
  summarize:
    'summarize summarise summary summaries summarizing summarising condense tldr gist recap abridge synopsis digest shorten takeaways boil nutshell abstract bullets brief briefly',
  translate: 'translate translation translating translated translations translator say',
  solve:
    'solve calculate compute prove proof derive evaluate integrate differentiate minimize maximize verify deduce infer simplify factor find determine estimate show',
  weigh:
    'compare weigh analyze analyse assess evaluate critique argue justify contrast whether tradeoff tradeoffs evidence argument arguments implication implications consequence ethical moral dilemma pros cons advantages disadvantages benefits drawbacks versus vs differences compared better worse worth',
  creativeForm:
    'poem haiku limerick sonnet lyrics lyric story stories tale fable novel screenplay song rap ballad monologue joke pun slogan tagline verse scene dialogue fanfiction plot acrostic parody satire myth villain fantasy hero dragon fiction fictional poetry poetic poetically rhyme rhyming stanza narrator protagonist backstory comedy skit sketch chapter prologue epilogue fairytale fairy bedtime ode couplet jingle pirate wizard knight princess ghost detective imaginary whimsical thriller romance witty funny humorous metaphor riddle toast nickname mascot alien vampire spaceship legend legends',
  document:
    'email letter resume cv cover speech blog post essay article report memo proposal review ad description caption bio press agenda invitation complaint newsletter linkedin message note template statement tweet presentation advertisement survey questionnaire syllabus script announcement message headline title outline apology invoice contract reference feedback policy',
  everyday:
    'workout diet meal recipe cook cooking travel trip vacation interview job boss friend friends kids dog cat house budget skin sleep garden career work company customer customers manager team meeting home health exercise weight relationship family birthday wedding gift school student students teacher doctor car money save stress habit habits learn learning social media business marketing activities restaurant weekend flat apartment neighbour neighbor landlord colleague parents baby toddler interview presentation',
  programmingLanguage:
    'python javascript typescript java kotlin swift rust golang php ruby sql html css bash perl scala haskell r matlab lua solidity powershell vba fortran assembly cobol julia dart elixir clojure verilog vhdl js ts py cpp csharp awk sed haskell scheme lisp prolog nix latex graphql terraform ansible',
  codeStrong:
    'regex json yaml xml docker dockerfile kubernetes git github gitlab repo repository npm webpack nextjs react vue angular django flask fastapi express svelte linux ubuntu shell terminal compiler segfault nullptr undefined exception stacktrace async await middleware backend frontend websocket http https oauth jwt kafka redis postgres postgresql mysql sqlite mongodb firebase supabase aws azure nginx apache algorithm algorithms leetcode dataframe pandas numpy tensorflow pytorch keras opencv selenium playwright jest pytest vitest api apis endpoint endpoints sdk cli localhost cors env refactor codebase boilerplate struct enum boolean bool int array arrays hashmap dict tuple recursion recursive linked pointer pointers mutex thread threads multithreading goroutine heap stack queue coroutine debugger bug bugs traceback stderr stdout malloc printf println const def elif foreach flexbox tailwind bootstrap jquery dom div grid frontend spring hibernate orm prisma schema migration sklearn cuda gpu unity godot unreal arduino esp32 raspberry excel spreadsheet vlookup xpath selector url localhost crontab cron ssh sudo chmod makefile cmake gcc clang llvm webpack vite eslint ci cd pipeline deploy deployment server servers browser css3 html5 nodejs node deno bun gradle maven pom lambda lambdas callback promise promises closure generics iterator decorator typeerror syntaxerror valueerror keyerror indexerror nullpointerexception segmentation runtime',
  codeWeak:
    'function functions code script program class classes method query queries database table loop string strings input output file files error errors component components page button list lists column columns row rows index variable variables module package library framework app application website web form server data parse print test tests unit return returns returned type types object objects key value values tree graph node nodes complexity implementation software developer programming coding interface template user users login log logs cache memory bytes binary branch merge version update patch build plugin extension bot automation model dataset csv',
  mathematics:
    'integer integers equation equations polynomial triangle probability theorem lemma prime primes matrix matrices derivative integral sum angle angles square squared root divisible remainder modulo vector vectors cosine sine tangent log logarithm exponent circle radius rectangle area volume perimeter fraction decimal digit digits odd even rational irrational real complex number numbers permutation permutations combination combinations median mean variance limit sequence series factorial inequality parabola slope intercept equilateral hypotenuse diagonal subset sets group ring field homomorphism topology manifold convergence eigenvalue eigenvalues dice coin coins marbles',
  quantity:
    'dollars dollar cost costs miles mile hours minutes percent total price each more twice half km speed average left remaining per weeks days pounds kg meters metres feet liters gallons times many much altogether sold bought pays paid earns spends apples eggs rate interest discount profit loss older younger faster slower train',
  logic:
    'premise premises conclusion conclusions syllogism paradox puzzle riddle liar lies lying truth logically logical fallacy assumption assumptions hypothesis sudoku chess weighings scale balls switches light bulbs prisoners hats doors goat boxes river crossing knights knaves statement statements statement implies rational strategy optimal equilibrium game theory counterexample confounder confounders correlation causation valid sound soundness',
  science:
    'electron electrons molecule molecules enthalpy reaction acceleration velocity gene genes enzyme orbital spectrum quantum particle particles wavelength photon mole molar acid base ph equilibrium mutation protein rna dna nucleus energy mass force momentum temperature pressure entropy voltage current resistor capacitor charge magnetic field compound synthesis nmr isomer isotopes kinetic galaxy star planet orbit telescope redshift',
  languageName:
    'french spanish german italian portuguese japanese chinese mandarin cantonese korean arabic hindi russian dutch turkish polish swedish latin greek hebrew norwegian danish finnish czech hungarian romanian ukrainian vietnamese thai indonesian swahili bengali tamil telugu urdu persian farsi catalan croatian serbian bulgarian slovak irish welsh gaelic malay tagalog filipino punjabi zulu yoruba icelandic',
  fact: 'capital population author president stand stands mean meaning synonym synonyms antonym antonyms definition define spell spelled plural tall far old located currency invented discovered founded born died oldest largest smallest longest highest tallest deepest fastest symbol acronym abbreviation atomic boiling freezing ounces pound pounds convert zip opposite rhymes directed painted wrote released nicknamed year date country city river ocean mountain president album actor singer band anthem flag',
  given:
    'following below above given passage paragraph sentence text conversation dialogue document provided attached here transcript excerpt article context',
  hypothetical: 'if suppose assume assuming given consider let there then would',
  opinion:
    'think opinion view feel believe agree recommend favorite favourite prefer prefers impact role importance important future society people world history culture',
} as const;

/** Frequent English words; their share separates English from other languages in Latin script. */
export const ENGLISH =
  'the of to and in is it that for on with as at by this be are from or an you your what how why who when which can do does did i my me we our they he she his her their was were not have has had will would should could if then there here about into than so but no yes up out all any some please write give tell make explain list use using between';

/** Frequent words of other languages in Latin script, none of which is common in English. */
export const FOREIGN = `der die das und ist nicht ein eine einen mit für auf wie bitte ich sie kann mir wir was warum schreibe erkläre ein zum zur einem
 le les des une est pour dans avec qui vous je nous comment quelle quel quels quelles sont du sur moi mon ma donne écris explique fais pourquoi aux cette
 el los una por para con como qué está puedo cómo cuál del al más mi escribe explica dame quién dónde cuáles haz cuánto tengo
 il gli che non sono della perché del nel qual scrivi spiega cosa mi dei alla è come quali
 os uma não você está são dos das um quais qual escreva explique fazer meu minha eu no na
 het een niet hoe wat ik je van voor aan zijn schrijf leg waarom mijn
 och att det är som inte på hur vad jag skriv förklara en ett min
 og er ikke hvordan hva jeg til hvad
 ja ei on mikä miten kirjoita selitä että
 i w nie jest się na jak co do czy napisz wyjaśnij mi
 je se jak co na napiš vysvětli proč jsou
 a az egy és hogy nem mi milyen hogyan írj vannak
 și este cum ce pentru un scrie care sunt
 bir ve bu için ne nasıl nedir yaz mı mi nerede
 yang dan di ini itu apa untuk bagaimana saya dengan adalah tulis buat jelaskan ibu
 của và là có cho một những về viết tôi như thế nào hãy
 ang ng mga sa ay ko paano ano
 na ya wa kwa ni katika ana ngapi jinsi
 com els és què quin com una`;

/** Words that make a short turn refer to the previous one. */
export const FOLLOW_UP =
  'it its this that these those them they he she him her one ones same again and but or why how else instead also too now more less shorter longer simpler continue another next previous above so because really example examples version explain rewrite retry redo elaborate go und oder warum kürzer nochmal weiter et pourquoi encore aussi y por qué otra vez más e perché ancora';

/** Words of the lists above that also occur in English. */
export const AMBIGUOUS_WORDS = new Set(
  'a i on no do to me in an as was die des con per come en al na ne min at son mi ma van je du un ce ya co pas os el w i wa ni ana is ko scrie mon sa aux se fact las los le um or der est je sur log dos come con a das ja cosa com hva is all qual til ang hay'.split(
    ' ',
  ),
);
