//! The vocabulary of the generated company: what its customers are called and what they talk about.
//! Must not know how sentences are put together.

/// One tag with the words of the customers who earn it.
#[derive(Clone, Copy)]
pub(super) struct Topic {
    /// The tag, `theme` or `theme/child`.
    pub(super) tag: &'static str,
    /// The reason such a customer would pick from a list.
    pub(super) reason: &'static str,
    /// What they talk about.
    pub(super) things: &'static [&'static str],
    /// What is wrong with it.
    pub(super) troubles: &'static [&'static str],
}

const fn topic(
    tag: &'static str,
    reason: &'static str,
    things: &'static [&'static str],
    troubles: &'static [&'static str],
) -> Topic {
    Topic {
        tag,
        reason,
        things,
        troubles,
    }
}

/// Every tag, commonest first: ranks are drawn Zipf-like.
#[rustfmt::skip]
pub(super) const TOPICS: &[Topic] = &[
    topic("reporting", "missing features",
        &["the monthly report", "reporting", "the utilisation report", "your report page", "the board report", "the overview of hours"],
        &["does not show what we need", "is a day behind", "cannot be filtered by site", "takes three people to understand", "looks nice and says nothing", "lost the totals in the last release"]),
    topic("price", "too expensive",
        &["the price", "the invoice", "our plan", "the bill", "the renewal quote", "what we pay per month"],
        &["went up without anything new", "is hard to defend in a budget round", "does not fit a company of our size", "is double what the others ask", "is no longer worth it", "surprised our finance people"]),
    topic("onboarding", "hard to use",
        &["the setup", "getting started", "the first week", "the welcome guide", "the trial", "the introduction"],
        &["left us alone", "assumed we knew your words for things", "took far longer than promised", "never got finished", "was over before our team could join", "started with an empty page"]),
    topic("support-slow", "support",
        &["support", "the help desk", "your chat", "the ticket", "the answer", "the hotline"],
        &["took four days", "sent us a link we had already read", "went silent", "asked for the same screenshot again", "closed itself without a reply", "was friendly but had no fix"]),
    topic("integrations", "missing features",
        &["the integration", "the interface to payroll", "the connection to our ERP", "the sync", "your API", "the webhook"],
        &["drops records at night", "needs somebody to log in every morning", "is documented for another version", "writes everything twice", "stopped after the update", "does not know our cost centres"]),
    topic("reporting/export", "missing features",
        &["the export", "the Excel file", "the CSV download", "the scheduled export", "the PDF", "the monthly file"],
        &["arrives empty", "has the decimals in the wrong place", "stops at ten thousand rows", "changed its columns without notice", "opens with a repair warning", "never arrived on Monday"]),
    topic("usability", "hard to use",
        &["the planning board", "the menu", "the search", "the calendar view", "undo", "the settings page"],
        &["needs too many clicks", "hides what we use most", "jumps back to the top", "forgets the filter", "moved again", "is slow with more than fifty people"]),
    topic("missing-feature", "missing features",
        &["a feature we asked for", "the thing on your roadmap", "the wish list", "the promised module", "what the others have", "the beta"],
        &["is still missing", "was promised for last quarter", "has two hundred votes and no answer", "works in the demo only", "was declined without a reason", "comes too late for us"]),
    topic("outage", "technical issues",
        &["the outage", "the login", "the server", "the maintenance window", "the status page", "the app"],
        &["cost us a working day", "failed on payroll day", "was down again", "said everything was fine", "lost the morning's entries", "timed out for everybody"]),
    topic("missing-feature/mobile", "missing features",
        &["the mobile app", "the phone app", "the Android version", "the iPhone app", "clocking in on the phone", "the tablet view"],
        &["does not work offline", "eats the battery", "logs people out", "needs two taps for everything", "is the desktop page but smaller", "crashes on photos"]),
    topic("price/increase", "too expensive",
        &["the price increase", "the new price list", "the letter about prices", "the change of terms", "thirty percent more", "the new contract"],
        &["came on a Friday", "was not discussed with us", "ended the trust", "made us look around", "was explained with features we do not use", "hit us in the middle of the year"]),
    topic("integrations/payroll", "missing features",
        &["the DATEV export", "the payroll file", "wage types", "the bookkeeping export", "the Xero connection", "the tax code"],
        &["is cut off after three digits", "must be corrected by hand", "is refused by our accountant", "misses the cost centre", "rounds differently", "is only half there"]),
    topic("onboarding/import", "hard to use",
        &["the import", "our customer list", "the staff file", "the template", "the upload", "the old data"],
        &["stopped at row fourteen", "does not accept our dates", "skipped rows without saying which", "hung at ninety percent", "mixed up names and numbers", "was never loaded"]),
    topic("competitor", "switched to another tool",
        &["another tool", "the new owner's system", "our payroll provider", "the group's standard", "a cheaper product", "the offer we got"],
        &["does the same for less", "was decided above our heads", "is bundled at no cost", "has what we miss here", "came with free migration", "covers two of our tools at once"]),
    topic("reporting/slow", "technical issues",
        &["a yearly report", "the dashboard", "the big report", "loading the figures", "the group view", "the month-end run"],
        &["takes six minutes", "times out", "makes the browser freeze", "is quicker by hand", "blocks everybody else", "ends in a blank page"]),
    topic("missing-feature/permissions", "missing features",
        &["roles", "permissions", "single sign-on", "the audit log", "read-only access", "the manager view"],
        &["let leads see each other's rates", "cannot be limited to a site", "failed our security review", "are all or nothing", "need an admin for everything", "do not survive a rename"]),
    topic("closing-down", "closing the business",
        &["our shop", "the company", "the branch", "the business", "the project", "our site"],
        &["closes at the end of the month", "was sold", "is insolvent", "ended as planned", "merges with another one", "has nobody to take over"]),
    topic("price/seats", "too expensive",
        &["paying per seat", "the seats of seasonal staff", "a viewer licence", "the minimum of ten users", "seats for part-timers", "the seat count"],
        &["makes no sense for us", "grows faster than our sales", "punishes part-time work", "cannot be paused", "was counted wrong", "is more than we use"]),
    topic("integrations/calendar", "technical issues",
        &["the Outlook sync", "the calendar feed", "Google Calendar", "shared calendars", "recurring shifts", "invitations"],
        &["shows everything twice", "is an hour off", "lost a whole week", "sends mails at night", "does not block the technician", "stopped without a message"]),
    topic("reporting/dashboards", "missing features",
        &["the new dashboard", "the charts", "the tiles", "the utilisation view", "the traffic lights", "the comparison with last year"],
        &["and the export disagree", "cannot be read on a wall screen", "mix up time zones", "count cancelled shifts", "show margins to everyone", "are for people who like pie charts"]),
];

/// What surrounds a complaint.
#[rustfmt::skip]
pub(super) const CONTEXTS: &[&str] = &[
    "we are {n} people at {site}", "this started in {month}", "our {role} gave up on it", "at {site} they went back to paper", "I have told {name} about it",
    "it was better before {month}", "we use it for {n} jobs a week", "the team in {site} asks every day", "our {role} spent {n} hours on it", "ticket {ticket} is still open",
    "{name} from our side called twice", "last {day} it happened again", "we run {n} vehicles", "payroll for {n} people depends on it", "the {role} at {site} noticed first",
    "since {month} we do this in a spreadsheet", "it worked on {day} and not since", "for {n} euros more we get more elsewhere", "project {site} is waiting for it", "the {role} wants an answer",
];

/// How a piece ends.
#[rustfmt::skip]
pub(super) const ENDS: &[&str] = &[
    "please fix it", "any news?", "we will decide in {month}", "otherwise we are happy", "sorry to be so direct", "thank you anyway", "call me on {day}", "I would like to stay",
    "this is the last time I write", "who can help?", "the planning itself is great", "good luck with it", "we may come back", "not angry, just tired", "ask {name}, she knows more", "that is all",
];

/// Pieces that praise or say nothing of use.
#[rustfmt::skip]
pub(super) const NEUTRAL: &[&str] = &[
    "works well for {n} people", "no complaints from {site}", "the new board saves our {role} an hour a day", "all good", "ok for what we need", "great help in {month}",
    "{name} in your team was brilliant", "still the first tab I open", "we recommended you to {site}", "fine", "quick question about ticket {ticket}", "please send the invoice for {month} again",
];

/// The same in other languages: search must find them without their accents.
#[rustfmt::skip]
pub(super) const ELSEWHERE: &[&str] = &[
    "Die Auswertung für {site} stimmt seit März nicht mehr", "Wir prüfen gerade günstigere Lösungen", "Der Export läuft über Nacht, am Montag war er leer", "Für {n} Mitarbeiter ist das zu teuer",
    "Le prix a augmenté sans prévenir et notre équipe à {site} n'est pas contente", "Les exports sont cassés depuis février", "Très bon produit, mais le délai de réponse est trop long",
    "Los informes de {site} no cuadran desde enero", "La aplicación móvil se cierra sola, mañana probamos otra", "De koppeling met onze boekhouding werkt niet meer sinds augustus", "Support svarer ikke på sag {ticket}",
];

/// People customers mention.
pub(super) const ROLES: &[&str] = &[
    "dispatcher",
    "controller",
    "foreman",
    "payroll lead",
    "office manager",
    "site manager",
    "works council",
    "accountant",
    "owner",
    "apprentice",
];

/// First names.
pub(super) const NAMES: &[&str] = &[
    "Anna", "Bea", "Carl", "Doris", "Emil", "Farid", "Greta", "Hugo", "Ines", "Jan", "Katja",
    "Lars", "Mina", "Nils", "Olga", "Pavel", "Rosa", "Sven", "Tina", "Uwe", "Vera", "Zoë",
];

/// Months as people write them.
pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days of the week.
pub(super) const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// Beginnings, middles and ends of made-up place and company names; together the rare words of the texts.
pub(super) const HEADS: &[&str] = &[
    "Al", "Bar", "Bel", "Bren", "Cal", "Cor", "Dal", "Dor", "El", "Fal", "Fen", "Gar", "Gol",
    "Har", "Hol", "Il", "Jor", "Kal", "Kel", "Lan", "Lin", "Mar", "Mel", "Mor", "Nor", "Ol", "Os",
    "Per", "Pol", "Ram", "Rin", "Sal", "Sel", "Sol", "Tal", "Tor", "Ul", "Val", "Ver", "Win",
];
/// See [`HEADS`].
pub(super) const MIDDLES: &[&str] = &[
    "a", "an", "be", "da", "den", "di", "e", "en", "ga", "i", "in", "ka", "le", "li", "ma", "mi",
    "na", "o", "on", "ra", "ri", "sa", "ta", "ti", "va",
];
/// See [`HEADS`].
pub(super) const TAILS: &[&str] = &[
    "berg", "brook", "by", "dal", "dorf", "field", "ford", "gate", "ham", "heim", "holm", "ia",
    "lund", "mar", "mont", "nova", "port", "rup", "sted", "stein", "ta", "ton", "vik", "wick",
    "wood",
];

/// What companies do, with the industry it belongs to.
#[rustfmt::skip]
pub(super) const TRADES: &[(&str, &str)] = &[
    ("Facilities", "Facilities"), ("Cleaning", "Facilities"), ("Care", "Care"), ("Clinics", "Care"), ("Logistics", "Logistics"), ("Couriers", "Logistics"),
    ("Roofing", "Trades"), ("Carpentry", "Trades"), ("Electric", "Field service"), ("Lifts", "Field service"), ("Heating", "Field service"), ("Consulting", "Consulting"),
    ("Catering", "Hospitality"), ("Security", "Facilities"), ("Landscapes", "Trades"), ("Engineering", "Field service"),
];

/// Regions with their share in a thousand.
pub(super) const REGIONS: &[(&str, u64)] = &[
    ("DACH", 340),
    ("UK & Ireland", 200),
    ("Benelux", 160),
    ("Nordics", 120),
    ("France", 100),
    ("Iberia", 80),
];

/// Where feedback that is no exit survey comes from, with its share in a thousand.
pub(super) const SOURCES: &[(&str, u64)] = &[
    ("ticket", 520),
    ("nps", 250),
    ("review", 90),
    ("call note", 90),
    ("interview", 50),
];
