//! Dictionary forms: irregular ones from a table, regular ones by known base forms, then by rules of spelling; the model for the rest.
use std::collections::HashMap;
use std::sync::OnceLock;

use smol_str::SmolStr;

use super::bases::known_base;
use super::spelling::{base_of_degree, base_of_participle, base_of_plural};
use super::{Feature, Features, Upos};

const TABLE: &str = include_str!("../../ontology/lexicon/irregular.tsv");

/// The lemma of a form; the model is asked only for what table and rules leave open.
pub fn of(form: &str, upos: Upos, features: Features, model: impl FnOnce() -> SmolStr) -> SmolStr {
    if upos == Upos::Punct || upos == Upos::Sym {
        return plain_sign(form);
    }
    let inflected = matches!(upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Propn);
    if !inflected || !form.is_ascii() || features.get(Feature::Abbr).is_some() {
        return model();
    }
    let lettered = form.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let capitals = form.len() > 1 && !form.bytes().any(|b| b.is_ascii_lowercase());
    if !lettered || capitals {
        return model();
    }
    if upos == Upos::Propn {
        if let Some(lemma) = irregular(form, upos) {
            return lemma.clone();
        }
        return if features.is(Feature::Number, "Plur") { base_of_plural(form) } else { model() };
    }
    let lower = form.to_ascii_lowercase();
    if let Some(lemma) = irregular(&lower, upos)
        && (upos != Upos::Verb || is_inflected(features) || matches!(lemma.as_str(), "be" | "have"))
    {
        return lemma.clone();
    }
    let feature = |feature, value| features.is(feature, value);
    let titled = form.starts_with(|c: char| c.is_ascii_uppercase());
    match upos {
        _ if ["more", "most", "less", "least", "further"].contains(&lower.as_str()) => lower.into(),
        // Whether "American" or "Congress" keeps its capital is the model's to say.
        Upos::Noun if titled && !feature(Feature::Number, "Plur") => model(),
        Upos::Adj | Upos::Adv if titled && !feature(Feature::Degree, "Cmp") && !feature(Feature::Degree, "Sup") => {
            model()
        }
        Upos::Noun if feature(Feature::Number, "Plur") => {
            known_base(&lower, false).unwrap_or_else(|| base_of_plural(&lower))
        }
        Upos::Noun => lower.into(),
        Upos::Verb if is_inflected(features) => verb(&lower, model),
        Upos::Verb => lower.into(),
        _ if feature(Feature::Degree, "Cmp") && lower.ends_with("er") => base_of_degree(&lower, "er"),
        _ if feature(Feature::Degree, "Sup") && lower.ends_with("est") => base_of_degree(&lower, "est"),
        Upos::Adj | Upos::Adv if !feature(Feature::Degree, "Cmp") && !feature(Feature::Degree, "Sup") => lower.into(),
        _ => model(),
    }
}

/// False for infinitives, imperatives and the present but for its third person: "to found", "they lay".
fn is_inflected(features: Features) -> bool {
    let is = |feature, value| features.is(feature, value);
    let third = is(Feature::Person, "3") && is(Feature::Number, "Sing");
    !is(Feature::VerbForm, "Inf")
        && !is(Feature::Mood, "Imp")
        && (!is(Feature::Tense, "Pres") || third || !is(Feature::VerbForm, "Fin"))
}

/// The infinitive of an inflected verb.
fn verb(lower: &str, model: impl FnOnce() -> SmolStr) -> SmolStr {
    known_base(lower, true).unwrap_or_else(|| match () {
        () if lower.ends_with("ing") => base_of_participle(lower, "ing"),
        () if lower.ends_with("ed") => base_of_participle(lower, "ed"),
        () if lower.ends_with('s') => base_of_plural(lower),
        () => model(),
    })
}

fn irregular(lower: &str, upos: Upos) -> Option<&'static SmolStr> {
    static FORMS: OnceLock<HashMap<Upos, HashMap<&str, SmolStr>>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut forms: HashMap<Upos, HashMap<&str, SmolStr>> = HashMap::new();
        for line in TABLE.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let mut cells = line.split('\t');
            let (Some(lemma), Some(upos), Some(list)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let Ok(upos) = upos.parse::<Upos>() else { continue };
            for form in list.split(';') {
                // A form of two lemmas ("lay", "saw", "found") belongs to the first, where it is listed as inflected.
                forms.entry(upos).or_default().entry(form).or_insert_with(|| SmolStr::from(lemma));
            }
        }
        forms
    });
    forms.get(&upos)?.get(lower)
}

/// Signs in their plainest form, as the treebanks give them.
fn plain_sign(form: &str) -> SmolStr {
    match form {
        "“" | "”" | "''" | "``" | "«" | "»" => "\"".into(),
        "‘" | "’" => "'".into(),
        "–" => "-".into(),
        _ => form.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, upos: Upos, features: &str) -> String {
        of(form, upos, features.parse().unwrap_or_default(), || "?".into()).to_string()
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = TABLE.lines().filter(|l| !l.starts_with('#')).skip(1);
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            let upos: Upos = cells[1].parse().expect(line);
            assert!(cells[2].split(';').all(|f| irregular(f, upos).is_some()), "{line}");
        }
    }

    #[test]
    fn verbs() {
        let past = "Mood=Ind|Tense=Past|VerbForm=Fin";
        for (form, base) in [
            ("pledged", "pledge"),
            ("nominated", "nominate"),
            ("submitted", "submit"),
            ("revised", "revise"),
            ("treated", "treat"),
            ("created", "create"),
            ("agreed", "agree"),
            ("tried", "try"),
            ("died", "die"),
            ("stopped", "stop"),
            ("called", "call"),
            ("controlled", "control"),
            ("signed", "sign"),
            ("discussed", "discuss"),
            ("threatened", "threaten"),
            ("urged", "urge"),
            ("required", "require"),
            ("offered", "offer"),
            ("visited", "visit"),
            ("invited", "invite"),
            ("developed", "develop"),
            ("changed", "change"),
            ("belonged", "belong"),
            ("argued", "argue"),
            ("settled", "settle"),
            ("declared", "declare"),
            ("feared", "fear"),
            ("secured", "secure"),
            ("explored", "explore"),
            ("favored", "favor"),
            ("postponed", "postpone"),
            ("mentioned", "mention"),
            ("undermined", "undermine"),
            ("maintained", "maintain"),
            ("imposed", "impose"),
            ("focused", "focus"),
            ("distributed", "distribute"),
            ("promoted", "promote"),
            ("piloted", "pilot"),
            ("invaded", "invade"),
            ("provided", "provide"),
            ("aided", "aid"),
            ("conceded", "concede"),
            ("included", "include"),
            ("applauded", "applaud"),
            ("described", "describe"),
            ("bombed", "bomb"),
            ("evoked", "evoke"),
            ("attacked", "attack"),
            ("assumed", "assume"),
            ("compiled", "compile"),
            ("failed", "fail"),
            ("intervened", "intervene"),
            ("opened", "open"),
            ("wrote", "write"),
            ("met", "meet"),
            ("saw", "see"),
            ("found", "find"),
            ("left", "leave"),
            ("set", "set"),
            ("traveled", "travel"),
            ("annexed", "annex"),
            ("vetoed", "veto"),
            ("allied", "ally"),
            ("freed", "free"),
            ("exceeded", "exceed"),
            ("coerced", "coerce"),
            ("condemned", "condemn"),
            ("welcomed", "welcome"),
            ("deterred", "deter"),
            ("added", "add"),
            ("escaped", "escape"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, past), base, "{form}");
        }
        for (form, base) in [
            ("making", "make"),
            ("seeing", "see"),
            ("running", "run"),
            ("dying", "die"),
            ("coming", "come"),
            ("including", "include"),
            ("bringing", "bring"),
            ("agreeing", "agree"),
            ("carrying", "carry"),
            ("selling", "sell"),
            ("driving", "drive"),
            ("using", "use"),
            ("passing", "pass"),
            ("reading", "read"),
            ("sitting", "sit"),
            ("suing", "sue"),
            ("waging", "wage"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, "VerbForm=Ger"), base, "{form}");
        }
        for (form, base) in [
            ("goes", "go"),
            ("relies", "rely"),
            ("passes", "pass"),
            ("causes", "cause"),
            ("reaches", "reach"),
            ("vows", "vow"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, "Number=Sing|Person=3|Tense=Pres"), base, "{form}");
        }
    }

    #[test]
    fn nouns_and_degrees() {
        for (form, base) in [
            ("losses", "loss"),
            ("classes", "class"),
            ("crises", "crisis"),
            ("countries", "country"),
            ("allies", "ally"),
            ("causes", "cause"),
            ("purposes", "purpose"),
            ("clashes", "clash"),
            ("taxes", "tax"),
            ("heroes", "hero"),
            ("wives", "wife"),
            ("archives", "archive"),
            ("women", "woman"),
            ("people", "people"),
            ("series", "series"),
            ("viruses", "virus"),
            ("prizes", "prize"),
            ("keys", "key"),
        ] {
            assert_eq!(lemma(form, Upos::Noun, "Number=Plur"), base, "{form}");
        }
        for (form, base) in [
            ("weaker", "weak"),
            ("larger", "large"),
            ("bigger", "big"),
            ("easier", "easy"),
            ("later", "late"),
            ("closer", "close"),
            ("stronger", "strong"),
            ("better", "good"),
            ("safer", "safe"),
            ("wider", "wide"),
            ("deeper", "deep"),
            ("freer", "free"),
        ] {
            assert_eq!(lemma(form, Upos::Adj, "Degree=Cmp"), base, "{form}");
        }
        assert_eq!(lemma("Marines", Upos::Propn, "Number=Plur"), "Marine");
        assert_eq!(lemma("limited", Upos::Adj, "Degree=Pos"), "limited");
        assert_eq!(lemma("“", Upos::Punct, "_"), "\"");
        assert_eq!(lemma("Netherlands", Upos::Propn, "Number=Plur"), "Netherlands");
        assert_eq!(lemma("Iraqis", Upos::Propn, "Number=Plur"), "Iraqi");
    }
}
