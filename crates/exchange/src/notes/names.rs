//! First names that are common where our languages are spoken. A name that stands here is a person without further proof.

use std::{collections::HashSet, sync::LazyLock};

/// Capitalised at the start of a sentence, or always, and no person's name.
#[rustfmt::skip] // many words a line
pub(super) const NO_NAMES: &[&str] = &[
    "we", "they", "the", "i", "he", "she", "it", "our", "their", "this", "that", "there", "next", "then",
    "after", "before", "once", "and", "but", "so", "if", "when", "goal", "budget", "contract", "demo", "call",
    "meeting", "notes", "action", "actions", "today", "tomorrow", "everyone", "all", "both", "team", "also",
    "first", "final", "go", "live", "pilot", "trial", "poc", "uat", "msa", "nda", "dpa", "sow", "crm", "erp",
    "sso", "soc", "gdpr", "q1", "q2", "q3", "q4", "q", "need", "needs", "wants", "want", "send", "please",
    "ask", "spoke", "great", "good", "thanks", "hi", "hello", "dear", "wij", "ze", "zij", "het", "een", "de",
    "dit", "dat", "er", "hun", "onze", "ons", "na", "voor", "als", "dan", "eerst", "daarna", "doel",
    "offerte", "gesprek", "overleg", "afspraak", "actie", "vandaag", "morgen", "iedereen", "ook", "jullie",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "who",
    "what", "why", "how", "where", "timeline", "attendees", "owner", "excel", "salesforce", "sap", "azure",
    "microsoft", "google", "aws", "slack", "teams", "europe", "us", "uk", "eu", "proposal", "kickoff", "kick",
    "user", "data", "review", "board", "steps", "training", "references", "reference", "not", "no", "yes",
    "on", "in", "at", "by", "for", "to", "with", "from", "current", "currently", "pricing", "quote",
    "migration", "integration", "onboarding", "implementation", "rollout", "launch", "production",
    "signature", "security", "questionnaire", "redlines", "prospect", "client", "customer", "vendor",
    "seller", "buyer", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "januari", "februari",
    "maart", "mevrouw", "meneer", "heer", "pas", "men", "nothing", "subject", "stage", "driver", "competition", "re",
    "dhr", "mevr", "mr", "mrs", "ms", "dr", "mw", "mei", "juni", "juli", "augustus", "oktober", "livegang", "contractreview",
];

/// Before a name, and no part of it.
#[rustfmt::skip] // many words a line
pub(super) const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "dhr", "mevr", "mevrouw", "heer", "meneer", "mw", "drs", "ir"];

/// Words that open the line before a signature.
#[rustfmt::skip] // many words a line
pub(super) const CLOSINGS: &[&str] = &[
    "best", "regards", "kind", "cheers", "thanks", "groet", "groeten", "groetjes", "met", "mvg", "warm", "sincerely",
    "hartelijke", "vriendelijke", "gr", "thx", "vriendelijk",
];

/// Only people do this.
#[rustfmt::skip] // many words a line
pub(super) const SAYING: &[&str] = &[
    "said", "says", "asked", "agreed", "promised", "offered", "mentioned", "thinks", "prefers", "zei", "zegt", "vroeg",
    "vindt",
];

/// Small words inside a name: "Jan de Vries".
#[rustfmt::skip] // many words a line
pub(super) const PARTICLES: &[&str] = &[
    "de", "van", "der", "den", "ten", "ter", "von", "la", "le", "di", "el", "bin",
];

/// Written with a small letter, these are words.
#[rustfmt::skip] // many names a line
const WORDS_TOO: &[&str] = &[
    "mark", "will", "bill", "rob", "may", "art", "grace", "hope", "faith", "jan", "april", "june", "rose", "sue", "pat",
    "dan", "bas", "ben", "wil", "bob", "dean", "drew", "chase", "grant", "frank", "jack", "mike", "nick", "pam", "ray",
    "guy", "cash", "dirk", "lot", "roos", "loes", "merel", "an", "max", "bo", "ali", "sam's", "penny", "joy", "iris",
    "daan's", "tess", "door", "josh", "don", "earl", "gene", "glen", "hank", "jade", "jay", "jean", "josé", "kit", "lee",
    "amber", "august", "basil", "carol", "christian", "clay", "cliff", "dawn", "ruby", "sage", "sandy", "sky", "summer",
    "victor", "violet", "wade", "mees", "stijn", "angel", "olive", "heather", "holly", "ivy", "robin", "norm", "miles",
    "price", "rich", "said", "job", "erin", "sal", "tip", "teams", "ed", "al", "jo", "vera", "noor", "fleur", "linde",
];

#[rustfmt::skip] // many names a line
const NAMES: &str = "
aaron abby abdul abigail adam adrian agnes ahmed aisha alan albert alejandro alex alexa alexander alexandra alexis alfie
alfred ali alice alicia alina alison alistair allison amanda amber amelia amina amir amit amy ana anand anders andrea
andreas andrei andrew andy angela angelique anil anita anja anjali ann anna annabel anne anneke annelies annemarie annette
annika anouk ans anthony antoine anton antonio anya arend arjan arjen arnaud arno arnold arthur arun ashley astrid
audrey ava ayesha aziz barbara bart bas bastiaan beatrice becky ben benjamin bernadette bernard bert beth bethany betty
bianca bilal bill bob bram brandon brenda brian bridget britt bruce bruno caitlin callum cameron camille carl carla carlos
carmen carol carola carole caroline carolyn casper catarina catherine cathy cecilia cees chantal charles charlie charlotte
chen chiara chloe chris christa christian christiaan christina christine christopher cindy claire clara claudia clive
colin connor conor craig cynthia daan daisy dan dana daniel daniela danielle danny darren dave david dawn dean deborah
declan deepa deepak denise dennis derek desiree diana diane diego dick diederik dieter dimitri dirk dominic dominique don
donald donna doris dorothy doug douglas duncan dylan eddie edith eduardo edward edwin eileen elaine eleanor elena eline
elisa elisabeth elise eliza elizabeth ella ellen ellie elly elsa emil emile emily emma emre eric erica erik erika erin ernst
esra esther ethan eva eve evelien evelyn ewan fabian fabio farah fatima faye federico felicia felix femke fernando fiona
fleur flora floor floris fran frances francesca francis francisco franco frank frankie frans fred freddie frederik freya
frits gabriel gabriella gareth gary gavin geert gemma geoff george georgia georgina gerald gerard gerben gerda gerrit gert
gijs gina giovanni giulia gladys glenn gloria gordon graham grant greg greta guido guillaume gustav guus hadi hamid hamza
hanna hannah hannes hanneke hans harold harriet harry hassan heather hector heidi heike helen helena helene helga henk
hendrik hennie henri henrik henry herman hilary hilde hiroshi holly hugh hugo huib hussein ian ibrahim ida ignacio igor ilse
imran inge ingrid ines irene iris irma isaac isabel isabella isabelle ismail ivan ivana ivo ivy jaap jack jackie jacob
jacqueline jacques jade jaime jake jakob james jamie jamila jan jane janet janine janneke jasmin jasmine jason jasper javier
jay jayden jean jeanne jeff jeffrey jelle jelmer jennifer jenny jens jeremy jeroen jerome jerry jess jesse jessica jill jim
jimmy jin jo joan joana joanna joanne job jochem joe joel johan johanna johannes john johnny jolanda jon jonas jonathan jonny
joop joost jordan jorge joris jos jose josef joseph josephine josh joshua joy joyce juan judith judy jules julia julian
juliana julie juliette jurgen justin justine kai karel karen karim karin karina karl karolina kate katherine kathleen
kathryn kathy katie katja katrin kay kees keith kelly ken kenneth kenji kerry kevin khalid kim kirsten kirsty klaas klaus koen
konrad kris krista kristen kristin kristina kumar kurt kyle lara lars laura lauren laurence laurens laurent lea leah leanne
lee leila leo leon leonie leonard leonardo leroy lesley leslie lewis liam lianne lieke lien liesbeth lieke lily lin lina linda
lindsay lisa lisanne liz lizzy loes lorenzo lotte louis louisa louise luc luca lucas lucia lucie lucy luigi luis luisa
lukas luke luuk lydia lynn maaike maarten machteld madeleine magda magnus malcolm malik manon manuel mara marc marcel marcella
marco marcos marcus margaret margot margriet maria mariam marian marianne marie marieke mariana marijke marijn marina mario
marion marisa marius marja marjan marjolein mark marko marleen marlies marloes marlon marta martha martijn martin martina
martine marvin mary mateo mathilde matt matteo matthew matthias matthijs maud maureen maurice maurits max maxine maya megan
mehmet mel melanie melissa menno mercedes merel mia michael michel michele michelle michiel miguel mike mila milan mirjam
miriam mitchell mo mohamed mohammed moira molly mona monica monika monique morgan muhammad mustafa myra myriam nadia nadine
nancy naomi natalia natalie natasha nathan neil nele nicholas nick nicky nico nicola nicolas nicole niels nienke nigel nikhil
niklas nina noah noel noor nora noreen norma olaf oliver olivia oscar oskar otto owen pablo paige pam pamela paolo pascal
patricia patrick patty paul paula pauline pavel pedro peggy penelope penny pete peter petra phil philip philippa philippe
phoebe pierre piet pieter pim piotr polly pooja pradeep priya quentin rachel rafael ragnhild rahul rainer raj rajesh ralf ralph
ramon randy raoul raquel rashid raul ravi ray raymond rebecca reggie reinier rekha remco remy rene renee renate rens ria
ricardo richard rick rik rita rob robbert robbie robert roberta roberto robin rodney rodrigo roel roeland roger roland rolf
roman ronald ronan roos rosa rosalie rosanne rose rosie ross rowan roy ruben ruby rudi rudy rupert russell ruth ruud ryan
sabine sabrina sadia said sally salma sam samantha samir samira samuel sana sander sandra sandy sanjay sanne sara sarah saskia
sasha scott sean sebastian selma serena serge sergio shannon sharon shaun sheila shirley sian sietse sigrid silvia simon simone
sjaak sjoerd sofia sofie sonia sonja sophia sophie stacey stan stefan stefanie stella stephan stephanie stephen steve steven
stewart stijn stuart sue sunita susan susanna susanne suzan suzanne sven svetlana sylvia sylvie takeshi tamara tania tanja
tanya tara tariq tatiana ted teresa teun terry tess thea theo theresa thijs thomas thorsten tiffany tijmen tim timo timothy tina
tineke tjeerd tobias toby todd tom tomas tomasz tommy ton toni tony tracey tracy trevor trish tristan trudy tycho ulrich ulrike
ursula valentina valerie vanessa vera veronica vic vicky victor victoria vijay vikram vince vincent viola violet virginia
vivian vivienne vladimir wade walter wanda wayne wei wendy werner wesley wiebe wil willem wilfred wilhelm william wilma
winston wim wouter xander xavier yannick yara yasin yasmin yolanda yuki yusuf yvette yvonne zach zachary zahra zara zoe
";

/// The word is a first name. `capital`: it is written with one.
pub(super) fn is_first_name(lower: &str, capital: bool) -> bool {
    static ALL: LazyLock<HashSet<&str>> =
        LazyLock::new(|| NAMES.split_ascii_whitespace().collect());
    (capital || !WORDS_TOO.contains(&lower)) && ALL.contains(lower)
}
