//! English spelling undone: from an inflected form to its base, where final consonants are doubled and silent e's dropped.
//!
//! Without a dictionary, "nominat-" and "treat-" differ only by what stands before the t. The two lists below give endings of
//! stems that lost an e, and endings that did not; the longest that fits decides. `^` marks the beginning of the stem.
use smol_str::{SmolStr, format_smolstr};

/// Endings of stems that take an e.
const MUTE: &[&str] = &[
    "v",
    "c",
    "z",
    "u",
    "s",
    "e",
    "ag",
    "eg",
    "ig",
    "og",
    "ug",
    "rg",
    "dg",
    "bl",
    "pl",
    "tl",
    "cl",
    "dl",
    "fl",
    "gl",
    "kl",
    "zl",
    "sl",
    "ir",
    "ar",
    "ur",
    "explor",
    "restor",
    "ignor",
    "^stor",
    "^scor",
    "ador",
    "deplor",
    "implor",
    "^bor",
    "derscor",
    "outscor",
    "interfer",
    "adher",
    "coher",
    "persever",
    "^mer",
    "inher",
    "sever",
    "sincer",
    "^her",
    "in",
    "conven",
    "interven",
    "contraven",
    "superven",
    "postpon",
    "condon",
    "^ton",
    "^hon",
    "phon",
    "^zon",
    "dron",
    "clon",
    "^ston",
    "thron",
    "aton",
    "inton",
    "^tun",
    "attun",
    "^prun",
    "commun",
    "^nam",
    "renam",
    "blam",
    "^fram",
    "^tam",
    "^gam",
    "defam",
    "^sham",
    "inflam",
    "um",
    "^tim",
    "^prim",
    "sublim",
    "^mim",
    "com",
    "ap",
    "ip",
    "op",
    "yp",
    "dup",
    "ak",
    "ik",
    "ok",
    "uk",
    "at",
    "creat",
    "delineat",
    "permeat",
    "^unit",
    "reunit",
    "invit",
    "^cit",
    "recit",
    "excit",
    "incit",
    "ignit",
    "writ",
    "expedit",
    "^bit",
    "^sit",
    "spit",
    "polit",
    "whit",
    "finit",
    "ut",
    "promot",
    "demot",
    "^vot",
    "outvot",
    "devot",
    "quot",
    "^not",
    "denot",
    "connot",
    "emot",
    "^tot",
    "^dot",
    "complet",
    "compet",
    "delet",
    "deplet",
    "excret",
    "obsolet",
    "^wast",
    "^tast",
    "^past",
    "^hast",
    "ad",
    "id",
    "ced",
    "imped",
    "stamped",
    "supersed",
    "od",
    "ud",
    "ib",
    "ob",
    "ub",
    "ab",
    "yb",
    "saf",
    "knif",
    "chaf",
    "strif",
    "^scal",
    "inhal",
    "exhal",
    "impal",
    "^whal",
    "upscal",
    "il",
    "ul",
    "consol",
    "cajol",
    "parol",
    "condol",
    "styl",
    "^spher",
    "writh",
    "^wid",
    "auste",
    "auster",
    "^bar",
    "^rar",
    "uir",
    "amin",
    "vent",
    "ssess",
];

/// Endings of stems that are whole, though a shorter ending in [`MUTE`] fits.
const WHOLE: &[&str] = &[
    "ss", "focus", "bias", "canvas", "^bus", "^gas", "zz", "waltz", "blitz", "quartz", "ear", "oar", "air", "eir",
    "our", "oir", "eur", "stir", "murmur", "sulfur", "^star", "ain", "oin", "ein", "ruin", "^begin", "^win", "oum",
    "vacuum", "^aim", "claim", "eap", "oap", "oop", "aip", "develop", "envelop", "gallop", "wallop", "scallop",
    "worship", "gossip", "ship", "kidnap", "handicap", "oup", "eak", "oak", "ook", "eik", "eat", "oat", "combat",
    "format", "out", "debut", "put", "ead", "oad", "oid", "aid", "ood", "oud", "aud", "eud", "solid", "rapid", "vivid",
    "valid", "^mad", "^bad", "^sad", "^glad", "oub", "oob", "ail", "oil", "eil", "uil", "devil", "pencil", "council",
    "imperil", "evil", "stencil", "civil", "aul", "oul", "eul", "vent", "ssess", "amber", "^invent", "ang", "eng",
    "ing", "ong", "thin", "^plan", "^mean", "ean", "^lean", "bargain", "assin", "^dar-es", "solicit", "^fat", "^hot",
    "^flat", "^fit", "^wet", "^sum", "^hum", "vow", "argin", "^rob", "^gab", "marshal", "ail", "gin", "hip", "^up",
];

/// Undoes `-ed` or `-ing`.
#[must_use]
pub fn base_of_participle(form: &str, ending: &str) -> SmolStr {
    let stem = form.strip_suffix(ending).unwrap_or(form);
    if !stem.bytes().any(|b| b"aeiouy".contains(&b)) {
        return form.into();
    }
    if ending == "ed" && stem.ends_with('i') {
        return format_smolstr!("{}y", &stem[..stem.len() - 1]);
    }
    if ending == "ing" && stem.ends_with("ee") {
        return stem.into();
    }
    restored(stem)
}

/// Undoes `-er` or `-est`.
#[must_use]
pub fn base_of_degree(form: &str, ending: &str) -> SmolStr {
    let stem = form.strip_suffix(ending).unwrap_or(form);
    match stem.strip_suffix('i') {
        Some(rest) => format_smolstr!("{rest}y"),
        None if stem.len() < 3 || stem.ends_with("ll") => stem.into(),
        None => restored(stem),
    }
}

/// Undoes the `-s` of nouns and verbs, in the case of the form.
#[must_use]
pub fn base_of_plural(form: &str) -> SmolStr {
    let cut = |n: usize| &form[..form.len() - n];
    let ends = |ends: &[&str]| ends.iter().any(|e| form.ends_with(e));
    match () {
        () if !form.ends_with('s') || ends(&["ss"]) || form.len() < 3 => form.into(),
        () if form.ends_with("ies") && form.len() > 4 => format_smolstr!("{}y", cut(3)),
        () if ends(&["sses", "shes", "ches", "xes", "zzes"]) => cut(2).into(),
        () if form.ends_with("oes") && form.len() > 4 => cut(2).into(),
        () => cut(1).into(),
    }
}

/// The stem with its consonant single again, or its e back.
fn restored(stem: &str) -> SmolStr {
    if let Some(single) = undoubled(stem) {
        return single.into();
    }
    let fit = |list: &[&str]| list.iter().filter(|e| fits(stem, e)).map(|e| e.len()).max();
    match (fit(MUTE), fit(WHOLE)) {
        (Some(mute), whole) if whole.is_none_or(|w| w < mute) => format_smolstr!("{stem}e"),
        _ => stem.into(),
    }
}

fn fits(stem: &str, ending: &str) -> bool {
    match ending.strip_prefix('^') {
        Some(whole) => stem == whole,
        None if ending.len() == 1 || !is_vowel_first(ending) => stem.ends_with(ending),
        // "-ak" in "mak-" but not in "speak-": one vowel before the consonant.
        None => stem
            .strip_suffix(ending)
            .is_some_and(|rest| ending.len() > 2 || !rest.ends_with(['a', 'e', 'i', 'o']) || rest.ends_with("qu")),
    }
}

fn is_vowel_first(ending: &str) -> bool {
    ending.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The stem without its doubled final consonant, when it was doubled for the ending.
fn undoubled(stem: &str) -> Option<&str> {
    const DOUBLE: &[&str] = &["add", "odd", "egg", "ebb", "err", "purr", "butt", "inn", "boycott"];
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return None };
    if before != last || DOUBLE.contains(&stem) {
        return None;
    }
    let single = &stem[..stem.len() - 1];
    match last {
        b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't' | b'v' => Some(single),
        b'l' => doubled_l(stem).then_some(single),
        _ => None,
    }
}

/// "travell-", "controll-", "signall-", but "call-", "install-", "enroll-", "fulfill-".
fn doubled_l(stem: &str) -> bool {
    let vowels = stem.bytes().zip(stem.bytes().skip(1)).filter(|(a, b)| is_vowel(*a) && !is_vowel(*b)).count();
    let kept = [
        "install",
        "recall",
        "forestall",
        "appall",
        "enthrall",
        "befall",
        "enroll",
        "unroll",
        "misspell",
        "foretell",
        "resell",
        "farewell",
    ];
    vowels >= 2 && !kept.contains(&stem) && (stem.ends_with("ell") || stem.ends_with("oll") || stem.ends_with("all"))
}

fn is_vowel(b: u8) -> bool {
    b"aeiouy".contains(&b)
}
