//! The lexicon that ships: it loads, refers to nothing that is missing, and finds well-known things by their names.

use std::collections::BTreeSet;

use entente::lexicon::gazetteer::{FormRole, Gazetteer, NounSense};
use entente::lexicon::{Ontology, Source};

fn shipped() -> (Ontology, Gazetteer) {
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let gazetteer = Gazetteer::load(&Source::Embedded, &ontology).unwrap_or_else(|fault| panic!("{fault}"));
    (ontology, gazetteer)
}

/// References of the records that a name stands for without help of context.
fn plainly_named(gazetteer: &Gazetteer, name: &str) -> BTreeSet<String> {
    let forms = gazetteer.names().exact(name);
    let plain = forms.iter().filter(|f| !f.ambiguous && f.role == FormRole::Name);
    plain.map(|f| gazetteer.record(f.record)).map(|r| format!("{}:{}", r.kind.path(), r.key)).collect()
}

#[test]
fn every_reference_leads_to_a_record() {
    let (_, gazetteer) = shipped();
    let faults: Vec<String> = gazetteer.faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn well_known_names_stand_for_one_thing() {
    let (_, gazetteer) = shipped();
    for (name, reference) in [
        ("NATO", "org:nato"),
        ("UN Security Council", "org:un-security-council"),
        ("People's Liberation Army", "org:pla"),
        ("New START", "agreement:new-start"),
        ("Treaty on the Non-Proliferation of Nuclear Weapons", "agreement:npt"),
        ("Security Council resolution 2231 (2015)", "policy:unsc-resolution-2231"),
        ("2022 National Security Strategy", "policy:us-national-security-strategy-2022"),
        ("Belt and Road Initiative", "initiative:belt-and-road"),
        ("Cuban Missile Crisis", "event:cuban-missile-crisis"),
    ] {
        assert_eq!(plainly_named(&gazetteer, name), BTreeSet::from([reference.to_owned()]), "{name}");
    }
}

#[test]
fn names_of_several_things_wait_for_context() {
    let (_, gazetteer) = shipped();
    for name in ["Treaty of Paris", "Geneva Accords", "SDF", "CPA", "National Security Strategy", "Labour Party"] {
        assert!(!gazetteer.names().exact(name).is_empty(), "{name} is known");
        assert_eq!(plainly_named(&gazetteer, name), BTreeSet::new(), "{name} is doubted");
    }
}

#[test]
fn members_carry_their_years() {
    let (_, gazetteer) = shipped();
    let member = |org: &str, country: &str, year: &str| {
        let record = gazetteer.record(gazetteer.find(org).unwrap());
        let country = gazetteer.find(country).unwrap();
        record.members.iter().any(|(who, years)| *who == country && years.hold(year.parse().unwrap()))
    };
    assert!(member("org:nato", "country:finland", "2024") && !member("org:nato", "country:finland", "2014"));
    assert!(member("org:european-union", "country:united-kingdom", "1999"));
    assert!(!member("org:european-union", "country:united-kingdom", "2025"));
}

#[test]
fn compounds_say_more_than_their_heads() {
    let (ontology, gazetteer) = shipped();
    let class = |head: &str, fits: fn(&NounSense) -> bool| {
        gazetteer.nouns(head).iter().find(|s| fits(s)).and_then(|s| s.class).map(|c| ontology.class_name(c).to_owned())
    };
    let bare = |s: &NounSense| s.before.is_empty() && s.after.is_empty();
    assert_eq!(class("war", bare).as_deref(), Some("ArmedConflict"));
    assert_eq!(class("war", |s| s.before == ["trade"]).as_deref(), Some("EconomicThreat"));
    assert_eq!(class("change", |s| s.before == ["climate"]).as_deref(), Some("EnvironmentalThreat"));
    assert_eq!(class("rule", |s| s.after == ["of", "law"]).as_deref(), Some("Principle"));
    assert!(gazetteer.nouns("fact").iter().any(|s| bare(s) && s.class.is_none()), "a fact is no entity");
}
