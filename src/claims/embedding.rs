//! Words that embed others, and what each does to what it embeds: the lists `@embed.…` of `ontology/rules/embedding.words`.
use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::rules::WordLists;

/// What an embedding word does to what it embeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Its subject says so.
    Say,
    /// Its subject says that it is not so.
    Deny,
    /// Its subject expects it.
    Expect,
    /// Its subject thinks it possible, hopes or fears it.
    Suppose,
    /// Its subject binds itself to it.
    Pledge,
    /// Its subject means to do it; the text's own voice tells of it.
    Plan,
    /// Its subject says that it should be.
    Advise,
    /// It should be, says the text's own voice.
    Need,
    /// It does not come about.
    Refuse,
    /// It may be.
    May,
    /// It will be.
    Likely,
    /// It will not be.
    Unlikely,
    /// It is only talked of.
    Consider,
    /// It is a fact.
    Fact,
}

const EFFECTS: &[(&str, Effect)] = &[
    ("say", Effect::Say),
    ("deny", Effect::Deny),
    ("expect", Effect::Expect),
    ("suppose", Effect::Suppose),
    ("pledge", Effect::Pledge),
    ("plan", Effect::Plan),
    ("advise", Effect::Advise),
    ("need", Effect::Need),
    ("refuse", Effect::Refuse),
    ("may", Effect::May),
    ("likely", Effect::Likely),
    ("unlikely", Effect::Unlikely),
    ("consider", Effect::Consider),
    ("fact", Effect::Fact),
];

impl Effect {
    /// What it does, for a reader.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Say => "its subject says so",
            Self::Deny => "its subject says that it is not so",
            Self::Expect => "its subject expects it",
            Self::Suppose => "its subject thinks it possible, hopes or fears it",
            Self::Pledge => "its subject binds itself to it",
            Self::Plan => "it is meant or tried, not done",
            Self::Advise => "its subject says that it should be",
            Self::Need => "it should be",
            Self::Refuse => "it does not come about",
            Self::May => "it may be",
            Self::Likely => "it will probably be",
            Self::Unlikely => "it will probably not be",
            Self::Consider => "it is only talked of",
            Self::Fact => "it is so",
        }
    }

    /// True when the subject of the word holds what it embeds.
    #[must_use]
    pub fn has_holder(self) -> bool {
        matches!(self, Self::Say | Self::Deny | Self::Expect | Self::Suppose | Self::Pledge | Self::Advise)
    }
}

/// Where an embedding word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// Verb or predicate adjective, with any complement that no other list names.
    Clause,
    /// The same, with a finite complement ("agreed that").
    Finite,
    /// The same, with an object that is to act ("wants Seoul to").
    Object,
    /// Passive participle ("committed to", "expected to").
    Passive,
    /// Noun.
    Noun,
    /// Adverb or adjective that modifies the predicate.
    Hedge,
}

const SITES: &[(&str, Site)] = &[
    ("", Site::Clause),
    (".finite", Site::Finite),
    (".object", Site::Object),
    (".passive", Site::Passive),
    (".noun", Site::Noun),
    (".hedge", Site::Hedge),
];

/// Lists of single words that say how embedding works without being embedders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// In the past these say that it came about ("was able to", "had to").
    Realised,
    /// Denied, these deny what they embed ("does not think that").
    Lowering,
    /// Determiners and adjectives that leave nothing or next to nothing ("no", "little").
    Scant,
    /// Nouns of success ("had little effect in").
    Outcome,
    /// Adverbs after which "would" tells what came later.
    Later,
    /// What happens to its subject, which cannot be promised.
    Fate,
    /// Words in the title of a text in which a government or body speaks for itself.
    Official,
    /// Verbs whose subject holds the judgement that they state ("sees it as").
    Judging,
    /// Properties that are presupposed when a noun phrase states them.
    Standing,
}

const KIN: &[(&str, Kin)] = &[
    ("realised", Kin::Realised),
    ("lowering", Kin::Lowering),
    ("scant", Kin::Scant),
    ("outcome", Kin::Outcome),
    ("later", Kin::Later),
    ("fate", Kin::Fate),
    ("official", Kin::Official),
    ("judging", Kin::Judging),
    ("standing", Kin::Standing),
];

/// All lists, by lemma.
#[derive(Debug, Default)]
pub struct Embedders {
    effects: [BTreeMap<SmolStr, Effect>; SITES.len()],
    kin: [BTreeSet<SmolStr>; KIN.len()],
}

impl Embedders {
    /// Picks the lists `@embed.say`, `@embed.say.noun`, `@embed.realised` and so on.
    #[must_use]
    pub fn new(lists: &WordLists) -> Self {
        let words = |name: String| lists.get(&name).into_iter().flatten().cloned();
        let mut found = Self::default();
        for (name, effect) in EFFECTS {
            for (suffix, site) in SITES {
                let listed = words(format!("embed.{name}{suffix}")).map(|w| (w, *effect));
                found.effects[*site as usize].extend(listed);
            }
        }
        for (name, kin) in KIN {
            found.kin[*kin as usize].extend(words(format!("embed.{name}")));
        }
        found
    }

    /// What a word does at a site.
    #[must_use]
    pub fn effect(&self, site: Site, lemma: &str) -> Option<Effect> {
        self.effects[site as usize].get(lemma).copied()
    }

    /// True when a list has the word.
    #[must_use]
    pub fn is(&self, kin: Kin, word: &str) -> bool {
        self.kin[kin as usize].contains(word)
    }

    /// The words of a list, in order.
    pub fn words(&self, kin: Kin) -> impl Iterator<Item = &str> {
        self.kin[kin as usize].iter().map(SmolStr::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_at_its_own_site_only() {
        let list = |words: &[&str]| words.iter().map(SmolStr::new).collect::<Vec<_>>();
        let lists = WordLists::from([
            ("embed.plan".to_owned(), list(&["agree"])),
            ("embed.say.finite".to_owned(), list(&["agree"])),
            ("embed.scant".to_owned(), list(&["little"])),
        ]);
        let embedders = Embedders::new(&lists);
        assert_eq!(embedders.effect(Site::Clause, "agree"), Some(Effect::Plan));
        assert_eq!(embedders.effect(Site::Finite, "agree"), Some(Effect::Say));
        assert_eq!(embedders.effect(Site::Noun, "agree"), None);
        assert!(embedders.is(Kin::Scant, "little") && !embedders.is(Kin::Outcome, "little"));
    }

    #[test]
    fn the_tables_are_in_the_order_of_their_types() {
        assert!(SITES.iter().enumerate().all(|(i, (_, site))| *site as usize == i));
        assert!(KIN.iter().enumerate().all(|(i, (_, kin))| *kin as usize == i));
    }
}
