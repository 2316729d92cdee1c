//! Cases for the whole stage: texts of our own as trees, and what they speak of.
use super::testing::{gazetteer, parsed};
use super::{MentionKind, Mentions, OfficeStatus, find};
use crate::syntax::TokenId;
use crate::text::Document;

fn read(lines: &str) -> (Document, Mentions) {
    let (document, sentences) = parsed(lines);
    let (gazetteer, ontology) = gazetteer();
    let found = find(&document, &sentences, gazetteer, ontology);
    (document, found)
}

/// Path of what the mention with this head means.
fn meant(lines: &str, sentence: usize, head: u32) -> Option<String> {
    let (_, found) = read(lines);
    found.at(sentence, TokenId(head)).and_then(|m| found.meant(m)).map(|e| e.iri_path.clone())
}

/// Labels of the members of the group that the mention with this head means.
fn members(lines: &str, sentence: usize, head: u32) -> Vec<String> {
    let (_, found) = read(lines);
    let group = found.at(sentence, TokenId(head)).and_then(|m| found.meant(m)).map(|e| e.members.clone());
    group.unwrap_or_default().into_iter().map(|m| found.entity(m).label.clone()).collect()
}

const PAIR: &str = "Japan/PROPN/4/nsubj and/CCONJ/3/cc Canada/PROPN/1/conj met/meet/VERB/0/root\n";

#[test]
fn both_countries_are_the_two_that_were_named() {
    let text = format!("{PAIR}Both/DET/2/det countries/country/NOUN/3/nsubj agreed/agree/VERB/0/root");
    assert_eq!(members(&text, 1, 1), ["Canada", "Japan"]);
    let text =
        format!("{PAIR}The/DET/3/det three/NUM/3/nummod countries/country/NOUN/4/nsubj agreed/agree/VERB/0/root");
    assert!(members(&text, 1, 2).is_empty(), "three are not two");
}

#[test]
fn they_are_the_coordination() {
    let text = format!("{PAIR}They/PRON/2/nsubj agreed/agree/VERB/0/root");
    assert_eq!(members(&text, 1, 0), ["Canada", "Japan"]);
}

#[test]
fn a_government_is_its_country() {
    let text = "The/DET/3/det Norwegian/ADJ/3/amod government/NOUN/4/nsubj agreed/agree/VERB/0/root";
    assert_eq!(meant(text, 0, 2).as_deref(), Some("country/norway"));
    let text = "the/DET/2/det government/NOUN/0/root of/ADP/4/case Norway/PROPN/2/nmod";
    assert_eq!(meant(text, 0, 1).as_deref(), Some("country/norway"));
}

#[test]
fn a_short_form_is_the_last_of_its_kind() {
    let text = "Norway/PROPN/2/nsubj signed/sign/VERB/0/root the/DET/5/det Blefuscu/PROPN/5/compound Accord/accord/PROPN/2/obj\n\
        The/DET/2/det accord/NOUN/3/nsubj holds/hold/VERB/0/root";
    assert_eq!(meant(text, 1, 1).as_deref(), Some("agreement/blefuscu-accord"));
    let text = "Norway/PROPN/2/nsubj signed/sign/VERB/0/root\nThe/DET/2/det accord/NOUN/3/nsubj holds/hold/VERB/0/root";
    assert_eq!(meant(text, 1, 1).as_deref(), Some("agreement/test/accord"), "nothing to refer to: a thing of its own");
}

#[test]
fn possessives_refer_to_the_subject_and_name_what_is_owned() {
    let text = "Japan/PROPN/2/nsubj doubled/double/VERB/0/root its/PRON/4/nmod:poss budget/NOUN/2/obj";
    let (_, found) = read(text);
    let budget = found.meant(found.at(0, TokenId(3)).unwrap()).unwrap();
    assert_eq!(budget.label, "Japan’s budget");
    assert_eq!(meant(text, 0, 2).as_deref(), Some("country/japan"));
}

#[test]
fn it_with_two_equals_stays_open() {
    let text = "Norway/PROPN/2/nsubj told/tell/VERB/0/root Chile/PROPN/2/iobj the/DET/5/det news/NOUN/2/obj\n\
        Chad/PROPN/2/nsubj left/leave/VERB/0/root and/CCONJ/5/cc Peru/PROPN/5/nsubj stayed/stay/VERB/2/conj\nIt/PRON/2/nsubj waits/wait/VERB/0/root";
    assert_eq!(meant(text, 2, 0), None);
    let pleonastic = "Norway/PROPN/2/nsubj voted/vote/VERB/0/root\n\
        It/PRON/3/nsubj is/AUX/3/cop essential/ADJ/0/root to/PART/5/mark wait/VERB/3/csubj";
    assert_eq!(meant(pleonastic, 1, 0), None);
}

#[test]
fn pronouns_agree_in_gender() {
    let text = "Fumio/PROPN/3/nsubj Kishida/PROPN/1/flat met/meet/VERB/0/root Giorgia/PROPN/3/obj Meloni/PROPN/4/flat\n\
        She/PRON/2/nsubj thanked/thank/VERB/0/root him/PRON/2/obj";
    assert_eq!(meant(text, 1, 0).as_deref(), Some("person/giorgia-meloni"));
    assert_eq!(meant(text, 1, 2).as_deref(), Some("person/fumio-kishida"));
}

#[test]
fn a_post_without_a_name_is_told_by_the_date() {
    let text = "The/DET/3/det Japanese/ADJ/3/amod prime/ADJ/4/amod minister/NOUN/5/nsubj spoke/speak/VERB/0/root";
    let text = text.replace("Japanese/ADJ/3/amod", "Japanese/ADJ/4/amod").replace("The/DET/3/det", "The/DET/4/det");
    assert_eq!(meant(&text, 0, 3).as_deref(), Some("person/sanae-takaichi"), "the document is of November 2025");
    let former =
        text.replace("The/DET/4/det", "The/DET/5/det former/ADJ/5/amod").replace("Japanese/ADJ/4", "Japanese/ADJ/5");
    let former = former.replace("prime/ADJ/4", "prime/ADJ/5").replace("minister/NOUN/5", "minister/NOUN/6");
    assert_ne!(meant(&former, 0, 4).as_deref(), Some("person/sanae-takaichi"));
}

#[test]
fn titles_and_appositions_are_offices() {
    let (_, found) = read(
        "Former/ADJ/3/amod Blefuscan/ADJ/3/amod President/PROPN/4/nmod:desc Zoltar/PROPN/6/nsubj Quux/PROPN/4/flat met/meet/VERB/0/root \
         Mia/PROPN/6/obj Wexly/PROPN/7/flat ,/PUNCT/12/punct the/DET/12/det foreign/ADJ/12/amod minister/NOUN/7/appos of/ADP/14/case Norway/PROPN/12/nmod ./PUNCT/6/punct",
    );
    let shown: Vec<_> = found
        .offices
        .iter()
        .map(|o| {
            let person = found.meant(o.person).unwrap().label.clone();
            let of = o.of.map(|e| found.entity(e).label.clone());
            (person, o.role.as_str(), of, o.status, o.leads)
        })
        .collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(shown[0], ("Zoltar Quux".into(), "President", None, Some(OfficeStatus::Former), true));
    assert_eq!(shown[1], ("Mia Wexly".into(), "foreign minister", Some("Norway".into()), None, false));
}

#[test]
fn the_text_itself_and_its_country() {
    let text = "This/DET/2/det article/NOUN/3/nsubj argues/argue/VERB/0/root";
    assert_eq!(meant(text, 0, 1).as_deref(), Some("document/test"));
    let own = "My/PRON/2/nmod:poss country/NOUN/5/nsubj ,/PUNCT/4/punct Samoa/PROPN/2/appos rejoiced/rejoice/VERB/0/root\n\
        We/PRON/2/nsubj agree/VERB/0/root";
    assert_eq!(meant(own, 1, 0).as_deref(), Some("country/samoa"));
}

#[test]
fn bracketed_acronyms_are_learnt() {
    let text = "the/DET/3/det Zembla/PROPN/3/compound Institute/institute/PROPN/0/root (/PUNCT/5/punct ZBI/PROPN/3/appos )/PUNCT/5/punct\n\
        ZBI/PROPN/2/nsubj agreed/agree/VERB/0/root";
    assert_eq!(meant(text, 1, 0), meant(text, 0, 2));
}

#[test]
fn descriptions_of_one_thing_are_one_entity() {
    let text = "Iran/PROPN/4/nmod:poss 's/PART/1/case nuclear/ADJ/4/amod programme/NOUN/5/nsubj grew/grow/VERB/0/root\n\
        the/DET/3/det nuclear/ADJ/3/amod programme/NOUN/6/nsubj of/ADP/5/case Iran/PROPN/3/nmod shrank/shrink/VERB/0/root";
    assert_eq!(meant(text, 0, 3), meant(text, 1, 2));
    assert!(meant(text, 0, 3).is_some());
}

#[test]
fn mentions_are_in_order_and_found_by_their_words() {
    let (document, found) = read(PAIR);
    let names: Vec<_> =
        found.mentions.iter().filter(|m| m.kind == MentionKind::Name).map(|m| document.slice(m.span)).collect();
    assert_eq!(names, ["Japan", "Canada"]);
    assert_eq!(found.covering(0, TokenId(2)).len(), 1);
    assert!(found.at(7, TokenId(0)).is_none() && found.at(0, TokenId(99)).is_none());
}

proptest::proptest! {
    /// Any tree, however odd, is read without a panic, equally each time, and every entity that is used exists.
    #[test]
    fn any_tree_is_read(words in proptest::collection::vec(("[A-Za-z]{1,6}|Japan|the|of|it|\\(|\\)|Minister|,|2024|countries|both", 0usize..17, 0usize..40, 0usize..12), 1..12)) {
        let count = words.len();
        let line: Vec<String> = words
            .iter()
            .map(|(form, tag, relation, head)| {
                let tag = crate::syntax::Upos::ALL[*tag];
                let relation = crate::syntax::Relation::ALL[*relation];
                format!("{form}/{tag}/{}/{relation}", head % (count + 1))
            })
            .collect();
        let (_, first) = read(&line.join(" "));
        let (_, second) = read(&line.join(" "));
        proptest::prop_assert_eq!(&first.mentions, &second.mentions);
        proptest::prop_assert_eq!(&first.entities, &second.entities);
        proptest::prop_assert!(first.mentions.iter().filter_map(|m| m.entity).all(|e| (e.0 as usize) < first.entities.len()));
    }
}
