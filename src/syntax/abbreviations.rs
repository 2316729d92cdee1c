//! Words whose full stop belongs to them, by what must follow and whether a sentence may end with them.

/// How an abbreviation behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before what it belongs to; no sentence ends with it: "Mr.", "Gen.".
    Leading,
    /// Only before a figure: "No. 5", "Art. 9".
    Numbering,
    /// Only before a capital: "St. Petersburg".
    Naming,
    /// Stands anywhere; a sentence may end with it: "Inc.", "etc.".
    Closing,
}

use Abbreviation::{Closing, Leading, Naming, Numbering};

/// The table; forms are compared exactly.
const TABLE: &[(Abbreviation, &[&str])] = &[
    (
        Leading,
        &[
            "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Gen", "Lt", "Col", "Capt", "Sgt", "Adm", "Gov", "Sen",
            "Sens", "Rep", "Reps", "Rev", "Hon", "Pres", "Cmdr", "Brig", "Maj", "Amb", "Messrs", "Mme", "Mlle", "Supt",
            "Atty", "Fr", "Cpl", "Pvt", "Ald", "Insp", "MR", "MRS", "MS", "DR", "GEN", "LT", "SEN", "REP", "GOV",
            "ADM", "PROF", "e.g", "i.e", "cf", "Cf", "viz", "approx", "ca", "vs", "Sept", "Feb", "Aug", "Nov", "Ph",
        ],
    ),
    (
        Numbering,
        &[
            "No", "Nos", "no", "nos", "Art", "Arts", "art", "Sec", "Secs", "sec", "Fig", "Figs", "fig", "figs", "p",
            "pp", "Vol", "vol", "Vols", "para", "paras", "Para", "ch", "Ch", "Res", "Op", "c", "Jan", "Mar", "Apr",
            "Jun", "Jul", "Sep", "Oct", "Dec", "Pub", "Stat", "Supp", "Ser", "ca", "Tel", "Eq", "eq", "Tab", "v", "Ex",
        ],
    ),
    (
        Naming,
        &[
            "St", "Ste", "Ft", "Mt", "Mts", "Pt", "v", "Ed", "Eds", "ed", "eds", "trans", "Sat", "Sun", "Mon", "Tue",
            "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Oct", "Dec", "Jan", "Univ", "Dept", "Natl", "Intl", "Assn",
            "Ave", "Nat",
        ],
    ),
    (
        Closing,
        &[
            "Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "Bros", "Esq", "etc", "al", "est", "Pty", "Blvd", "Rd", "Calif",
            "Fla", "Conn", "Ariz", "Tenn", "Va", "Ky", "Okla", "Ore", "Colo", "Minn", "Wis", "Dept", "dept", "ibid",
            "Ibid", "JR", "INC", "CO", "CORP", "LTD", "Ph.D", "Adm.-Ret", "Cir", "Ga", "Md", "Neb", "Nev", "Vt",
        ],
    ),
];

/// The behaviours of a form without its last full stop.
pub fn of(form: &str) -> impl Iterator<Item = Abbreviation> + '_ {
    TABLE.iter().filter(move |(_, forms)| forms.contains(&form)).map(|(kind, _)| *kind)
}

/// True for letters parted by full stops, the last one missing: "U.S", "a.m", "Ph.D".
#[must_use]
pub fn is_dotted(form: &str) -> bool {
    form.contains('.')
        && form.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
        && form.rsplit('.').next().is_some_and(|part| part.chars().count() == 1)
}

/// Words with which a sentence can begin and that never go on a name: after "the U.S." they open a new sentence.
pub const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "As",
    "With",
    "For",
    "From",
    "By",
    "To",
    "While",
    "When",
    "Since",
    "If",
    "It",
    "Its",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "However",
    "Although",
    "Though",
    "Because",
    "Despite",
    "During",
    "After",
    "Before",
    "Under",
    "Over",
    "Between",
    "Among",
    "Through",
    "Until",
    "Unlike",
    "Such",
    "Some",
    "Many",
    "Most",
    "Both",
    "Each",
    "Every",
    "All",
    "Another",
    "One",
    "Two",
    "Three",
    "Today",
    "Now",
    "Then",
    "Thus",
    "Moreover",
    "Furthermore",
    "Meanwhile",
    "Nevertheless",
    "Yet",
    "But",
    "And",
    "Or",
    "So",
    "Given",
    "According",
    "Even",
    "Also",
    "Here",
    "Once",
    "Instead",
    "Indeed",
    "Finally",
    "First",
    "Second",
    "Third",
    "What",
    "Where",
    "Why",
    "How",
    "Who",
    "Our",
    "Their",
    "His",
    "Her",
    "My",
    "Your",
    "No",
    "Not",
    "Rather",
    "Recently",
    "Following",
    "Amid",
    "Across",
    "Beyond",
    "Without",
    "Mr",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Let",
    "Later",
    "Earlier",
    "Still",
    "Only",
    "Any",
];
