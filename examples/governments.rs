//! Measures who is found of the governments of a JSON Lines file (`short`, `chief_of_state`, `head_of_government`): by name and, by date, by office alone.
use entente::lexicon::{Gazetteer, Ontology, Source};
use entente::mentions::{self, Mentions};
use entente::syntax::Analyser;
use entente::text::read_bytes;

fn main() {
    let path = std::env::args().nth(1).expect("the file of governments");
    let ontology = Ontology::load(&Source::Embedded).expect("the embedded ontology loads");
    let gazetteer = Gazetteer::load(&Source::Embedded, &ontology).expect("the embedded lexicon loads");
    let read = |text: &str| -> Mentions {
        let text = format!("News\n\n10 June 2026\n\n{text}\n");
        let mut document = read_bytes("test", text.into_bytes()).expect("the text can be read");
        document.published = "2026-06-10".parse().ok();
        let sentences = Analyser::new().analyse(&document);
        mentions::find(&document, &sentences, &gazetteer, &ontology)
    };
    let (mut asked, mut named, mut countries, mut by_office) = (0, 0, 0, 0);
    for line in std::fs::read_to_string(path).expect("the file can be read").lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON Lines");
        let text = |field: &str| record[field].as_str().unwrap_or_default().to_owned();
        let country = text("short");
        for field in ["chief_of_state", "head_of_government"] {
            let Some((role, name)) = holder(&text(field)) else { continue };
            asked += 1;
            let found = read(&format!("{name}, the {} of {country}, met officials on Monday.", role.to_lowercase()));
            let person = found.entities.iter().find(|e| e.record.is_some() && e.iri_path.starts_with("person/"));
            let place = found.entities.iter().any(|e| e.record.is_some() && e.iri_path.starts_with("country/"));
            named += usize::from(person.is_some());
            countries += usize::from(place);
            let Some(person) = person else {
                println!("not found: {name}, {role} of {country}");
                continue;
            };
            let bare = read(&format!("The {} of {country} met officials on Monday.", role.to_lowercase()));
            if bare.entities.iter().any(|e| e.iri_path == person.iri_path) {
                by_office += 1;
            } else {
                println!("not by office: {name}, {role} of {country}");
            }
            if !place {
                println!("no country: {country}");
            }
        }
    }
    println!("{asked} holders: {named} found by name, {countries} with their country, {by_office} by office alone");
}

/// "President Abdelmadjid TEBBOUNE (since 12 December 2019)" → role and name in normal case.
fn holder(text: &str) -> Option<(String, String)> {
    let text = text.split(" (").next()?.trim();
    let words: Vec<&str> = text.split(' ').collect();
    let shouted = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.chars().any(char::is_lowercase);
    let last = words.iter().rposition(|w| shouted(w))?;
    let roles = [
        "President",
        "Minister",
        "King",
        "Queen",
        "Emir",
        "Sultan",
        "Chancellor",
        "Prince",
        "Taoiseach",
        "Emperor",
        "Premier",
    ];
    let role = words.iter().position(|w| roles.contains(w))?;
    let title: Vec<&str> = words[..=role].to_vec();
    let name: Vec<String> = words[role + 1..=last]
        .iter()
        .map(|w| {
            if !shouted(w) {
                return (*w).to_owned();
            }
            let mut chars = w.chars();
            chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
        })
        .collect();
    (name.len() > 1 && title.len() <= 2).then(|| (title.join(" "), name.join(" ")))
}
