//! Reads each table of the lexicon; references between tables are tied once all are read.
use std::borrow::Cow;
use std::collections::HashMap;

use smol_str::{SmolStr, format_smolstr};

use super::record::{
    Form, FormRole, NounKind, NounSense, OfficeFact, Record, RecordId, RecordKind, RoleKind, RoleNoun, Years,
};
use super::table::{Column, Row, Table};
use super::{Gazetteer, Trie};
use crate::lexicon::{ClassId, LoadError, Ontology, Source};

/// What a reference is for.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Of,
    Member(Years),
}

/// A reference that waits until all tables are read.
struct Pending {
    record: RecordId,
    slot: Slot,
    reference: SmolStr,
    fault: LoadError,
}

struct Loader<'o> {
    ontology: &'o Ontology,
    gazetteer: Gazetteer,
    pending: Vec<Pending>,
}

type Outcome = Result<(), LoadError>;

pub(super) fn load(source: &Source, ontology: &Ontology) -> Result<Gazetteer, LoadError> {
    let present = source.list("lexicon");
    let texts: Vec<(&str, Cow<'static, str>)> = [
        "countries",
        "persons",
        "organizations",
        "arrangements",
        "documents",
        "initiatives",
        "places",
        "events",
        "metonyms",
        "roles",
        "offices",
        "nouns",
    ]
    .into_iter()
    .map(|name| (name, format!("lexicon/{name}.tsv")))
    .filter(|(_, file)| present.contains(file))
    .map(|(name, file)| Ok((name, source.read(&file)?)))
    .collect::<Result<_, LoadError>>()?;
    let mut loader = Loader { ontology, gazetteer: empty(), pending: Vec::new() };
    for (name, text) in &texts {
        let file = format!("lexicon/{name}.tsv");
        loader.table(name, &Table::new(&file, text)?)?;
    }
    loader.tie();
    Ok(loader.gazetteer)
}

fn empty() -> Gazetteer {
    Gazetteer {
        records: Vec::new(),
        keys: HashMap::new(),
        names: Trie::new(false),
        offices: Vec::new(),
        offices_of: HashMap::new(),
        offices_by: HashMap::new(),
        roles: Vec::new(),
        role_names: Trie::new(true),
        nouns: HashMap::new(),
        given_names: HashMap::new(),
        faults: Vec::new(),
    }
}

impl Loader<'_> {
    fn table(&mut self, name: &str, table: &Table<'_>) -> Outcome {
        match name {
            "countries" => self.countries(table),
            "persons" => self.persons(table),
            "metonyms" => self.metonyms(table),
            "roles" => self.roles(table),
            "offices" => self.offices(table),
            "nouns" => self.nouns(table),
            "organizations" => self.things(table, RecordKind::Organization, None, &["of"], &["members"], None),
            "arrangements" => self.things(table, RecordKind::Arrangement, None, &[], &["parties"], Some("concluded")),
            "documents" => self.things(table, RecordKind::Policy, None, &["issuer"], &[], Some("date")),
            "initiatives" => self.things(table, RecordKind::Initiative, Some("Initiative"), &["by"], &[], Some("date")),
            "places" => self.things(table, RecordKind::Place, Some("Place"), &["in"], &[], None),
            _ => self.things(table, RecordKind::Event, None, &[], &["participants"], None),
        }
    }

    /// Tables with one row for one thing.
    fn things(
        &mut self,
        table: &Table<'_>,
        kind: RecordKind,
        class: Option<&str>,
        of: &[&str],
        members: &[&str],
        date: Option<&str>,
    ) -> Outcome {
        let [key, label, aliases] = [table.column("key")?, table.column("label")?, table.column("aliases")?];
        let class_column = if class.is_none() { Some(table.column("class")?) } else { None };
        let of: Vec<Column> = of.iter().map(|c| table.column(c)).collect::<Result<_, _>>()?;
        let members: Vec<Column> = members.iter().map(|c| table.column(c)).collect::<Result<_, _>>()?;
        let (wikidata, from, to) = (table.column("wikidata")?, table.column("from").ok(), table.column("to").ok());
        let detail = table.column("type").ok();
        let date = date.map(|d| table.column(d)).transpose()?;
        for row in table.rows() {
            let row = row?;
            let class = self.class(&row, class_column, class.unwrap_or_default())?;
            let mut record = blank(row.required(key, "key")?, kind, class, row.required(label, "label")?);
            record.wikidata = row.optional(wikidata);
            record.years = Years { from: optional_date(&row, from)?, to: optional_date(&row, to)? };
            record.date = optional_date(&row, date)?;
            record.detail = detail.and_then(|d| row.optional(d));
            let id = self.add(record, &row, key)?;
            self.names(id, row.cell(label), row.list(aliases));
            for column in &of {
                self.references(id, &row, *column, false);
            }
            for column in &members {
                self.references(id, &row, *column, true);
            }
        }
        Ok(())
    }

    fn countries(&mut self, table: &Table<'_>) -> Outcome {
        let column = |name| table.column(name);
        let (key, class, label, official) = (column("key")?, column("class")?, column("label")?, column("official")?);
        let (aliases, adjectives, demonyms) = (column("aliases")?, column("adjectives")?, column("demonyms")?);
        let (iso, wikidata, from, to) = (column("iso2")?, column("wikidata")?, column("from")?, column("to")?);
        for row in table.rows() {
            let row = row?;
            let class = self.class(&row, Some(class), "")?;
            let mut record =
                blank(row.required(key, "key")?, RecordKind::Country, class, row.required(label, "label")?);
            record.iso = row.optional(iso);
            record.wikidata = row.optional(wikidata);
            record.years = Years { from: row.date(from)?, to: row.date(to)? };
            let id = self.add(record, &row, key)?;
            self.names(id, row.cell(label), row.list(official).chain(row.list(aliases)));
            for adjective in row.list(adjectives) {
                self.form(id, adjective, FormRole::Adjective);
            }
            for (i, demonym) in row.list(demonyms).enumerate() {
                self.form(id, demonym, if i % 2 == 0 { FormRole::Demonym } else { FormRole::People });
            }
        }
        Ok(())
    }

    fn persons(&mut self, table: &Table<'_>) -> Outcome {
        let column = |name| table.column(name);
        let (key, label, aliases, family) = (column("key")?, column("label")?, column("aliases")?, column("family")?);
        let (gender, nationality, wikidata) = (column("gender")?, column("nationality")?, column("wikidata")?);
        let class = self.named_class("Person");
        for row in table.rows() {
            let row = row?;
            let mut record = blank(row.required(key, "key")?, RecordKind::Person, class, row.required(label, "label")?);
            record.gender = match row.cell(gender) {
                "" => None,
                "m" => Some('m'),
                "f" => Some('f'),
                other => return Err(row.fault(gender, &format!("unknown gender “{other}”"), "write m, f or nothing")),
            };
            record.wikidata = row.optional(wikidata);
            record.detail = row.optional(family);
            let id = self.add(record, &row, key)?;
            self.names(id, row.cell(label), row.list(aliases));
            self.given_name(row.cell(label), row.cell(family), row.cell(gender));
            for name in row.list(family) {
                self.form(id, name, FormRole::Family);
            }
            self.references(id, &row, nationality, false);
        }
        Ok(())
    }

    /// The first word of "Given Family".
    fn given_name(&mut self, label: &str, family: &str, gender: &str) {
        let Some(given) = label.strip_suffix(family).filter(|_| !family.is_empty()) else { return };
        if let Some(first) = given.split(' ').next().filter(|w| w.chars().count() > 2) {
            let gender = gender.chars().next();
            let known = self.gazetteer.given_names.entry(first.into()).or_insert(gender);
            *known = known.filter(|k| Some(*k) == gender);
        }
    }

    fn metonyms(&mut self, table: &Table<'_>) -> Outcome {
        let (name, denotes) = (table.column("name")?, table.column("denotes")?);
        for row in table.rows() {
            let row = row?;
            row.required(name, "name")?;
            for reference in row.list(denotes) {
                match self.gazetteer.find(&canonical(reference)) {
                    Some(record) => self.form(record, row.cell(name), FormRole::Metonym),
                    None => self.gazetteer.faults.push(dangling(&row, denotes, reference)),
                }
            }
        }
        Ok(())
    }

    fn roles(&mut self, table: &Table<'_>) -> Outcome {
        let column = |name| table.column(name);
        let (role, class, country) = (column("role")?, column("class")?, column("country")?);
        let (holds, plural, aliases) = (column("holds")?, column("plural")?, column("aliases").ok());
        for row in table.rows() {
            let row = row?;
            let name = row.required(role, "role")?;
            let Some(kind) = RoleKind::parse(row.cell(class)) else {
                return Err(row.fault(class, "unknown kind of role", "see the list in the table's head"));
            };
            let reference = row.cell(country);
            let country_record = self.gazetteer.find(&canonical(reference));
            if !reference.is_empty() && country_record.is_none() {
                self.gazetteer.faults.push(dangling(&row, country, reference));
            }
            let number = self.gazetteer.roles.len() as u32;
            self.gazetteer.roles.push(RoleNoun {
                role: name.into(),
                kind,
                country: country_record,
                leads: leads(&row, holds)?,
            });
            self.gazetteer.role_names.insert(name, (number, false));
            for alias in aliases.into_iter().flat_map(|a| row.list(a)) {
                self.gazetteer.role_names.insert(alias, (number, false));
            }
            for form in row.list(plural).filter(|p| *p != name) {
                self.gazetteer.role_names.insert(form, (number, true));
            }
        }
        Ok(())
    }

    fn offices(&mut self, table: &Table<'_>) -> Outcome {
        let column = |name| table.column(name);
        let (person, holds, of) = (column("person")?, column("holds")?, column("of")?);
        let (role, from, to) = (column("role")?, column("from")?, column("to")?);
        for row in table.rows() {
            let row = row?;
            let years = Years { from: row.date(from)?, to: row.date(to)? };
            let (leads, role) = (leads(&row, holds)?, SmolStr::new(row.required(role, "role")?.to_lowercase()));
            let Some(who) = self.referenced(&row, person, Some("person")) else { continue };
            let Some(whom) = self.referenced(&row, of, None) else { continue };
            let number = self.gazetteer.offices.len() as u32;
            self.gazetteer.offices.push(OfficeFact { person: who, leads, of: whom, role, years });
            self.gazetteer.offices_of.entry(whom).or_default().push(number);
            self.gazetteer.offices_by.entry(who).or_default().push(number);
        }
        Ok(())
    }

    fn nouns(&mut self, table: &Table<'_>) -> Outcome {
        let column = |name| table.column(name);
        let (lemma, class, kind, notes) = (column("lemma")?, column("class")?, column("kind")?, column("notes")?);
        for row in table.rows() {
            let row = row?;
            let words: Vec<&str> = row.required(lemma, "lemma")?.split(' ').collect();
            let preposition = words.iter().position(|w| PREPOSITIONS.contains(w)).filter(|p| *p > 0);
            let head = preposition.unwrap_or(words.len()) - 1;
            let plural = row.list(notes).find_map(|n| n.strip_prefix("plural="));
            let sense = NounSense {
                before: words[..head].iter().map(SmolStr::new).collect(),
                after: words[head + 1..].iter().map(SmolStr::new).collect(),
                class: if row.cell(class) == "-" { None } else { Some(self.class(&row, Some(class), "")?) },
                plural_class: plural.and_then(|p| self.ontology.class(p)),
                kind: noun_kind(&row, kind)?,
            };
            let senses = self.gazetteer.nouns.entry(words[head].into()).or_default();
            let length = |s: &NounSense| s.before.len() + s.after.len();
            let at = senses.partition_point(|s| length(s) >= length(&sense));
            senses.insert(at, sense);
        }
        Ok(())
    }

    /// The record a cell names; a dangling reference is noted.
    fn referenced(&mut self, row: &Row<'_>, column: Column, kind: Option<&str>) -> Option<RecordId> {
        let cell = row.cell(column);
        let reference = match kind {
            Some(kind) if !cell.contains(':') => format_smolstr!("{kind}:{cell}"),
            _ => canonical(cell),
        };
        let found = self.gazetteer.find(&reference);
        if found.is_none() {
            self.gazetteer.faults.push(dangling(row, column, cell));
        }
        found
    }

    fn class(&self, row: &Row<'_>, column: Option<Column>, fixed: &str) -> Result<ClassId, LoadError> {
        let name = column.map_or(fixed, |c| row.cell(c));
        self.ontology.class(name).ok_or_else(|| match column {
            Some(c) => row.fault(c, &format!("unknown class “{name}”"), "use a class of entente.ttl"),
            None => LoadError::file("entente.ttl", &format!("has no class {name}"), "define it"),
        })
    }

    fn named_class(&self, name: &str) -> ClassId {
        self.ontology.class(name).unwrap_or(ClassId(0))
    }

    fn add(&mut self, record: Record, row: &Row<'_>, key: Column) -> Result<RecordId, LoadError> {
        let id = RecordId(self.gazetteer.records.len() as u32);
        let reference = format_smolstr!("{}:{}", record.kind.path(), record.key);
        if self.gazetteer.keys.insert(reference, id).is_some() {
            return Err(row.fault(
                key,
                &format!("key {} is given twice", record.key),
                "merge or rename one of the records",
            ));
        }
        self.gazetteer.records.push(record);
        Ok(id)
    }

    /// Label and aliases; a form that is also given with `?` is ambiguous.
    fn names<'t>(&mut self, id: RecordId, label: &'t str, aliases: impl Iterator<Item = &'t str>) {
        let aliases: Vec<&str> = aliases.collect();
        let doubted = |name: &str| aliases.iter().any(|a| a.strip_suffix('?') == Some(name));
        let mut seen = Vec::new();
        for name in std::iter::once(label).chain(aliases.iter().copied()) {
            if seen.contains(&name) || (!name.ends_with('?') && doubted(name)) {
                continue;
            }
            seen.push(name);
            self.form(id, name, FormRole::Name);
            if !name.ends_with('?') && name != label {
                self.gazetteer.records[id.0 as usize].aliases.push(name.into());
            }
        }
    }

    fn form(&mut self, record: RecordId, written: &str, role: FormRole) {
        let (name, doubted) = written.strip_suffix('?').map_or((written, false), |n| (n, true));
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let ambiguous = doubted || role == FormRole::Family;
        let form = Form { record, role, ambiguous, needs_article: doubted && bare.len() < name.len() };
        self.gazetteer.names.insert(bare, form);
        if bare.len() < name.len() && name.starts_with("The ") {
            self.gazetteer.names.insert(name, form);
        }
    }

    fn references(&mut self, record: RecordId, row: &Row<'_>, column: Column, member: bool) {
        for item in row.list(column) {
            let (reference, years) = item.split_once('@').unwrap_or((item, ""));
            let slot = if member { Slot::Member(years_of(years)) } else { Slot::Of };
            let fault = dangling(row, column, reference);
            self.pending.push(Pending { record, slot, reference: canonical(reference), fault });
        }
    }

    fn tie(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            let Some(target) = self.gazetteer.find(&pending.reference) else {
                self.gazetteer.faults.push(pending.fault);
                continue;
            };
            self.gazetteer.records[target.0 as usize].weight += 1;
            let record = &mut self.gazetteer.records[pending.record.0 as usize];
            match pending.slot {
                Slot::Of => record.of.push(target),
                Slot::Member(years) => record.members.push((target, years)),
            }
        }
    }
}

const PREPOSITIONS: &[&str] = &["of", "in", "for", "to", "on", "at", "against", "with", "from", "by", "between"];

fn blank(key: &str, kind: RecordKind, class: ClassId, label: &str) -> Record {
    Record {
        key: key.into(),
        kind,
        class,
        label: label.into(),
        aliases: Vec::new(),
        wikidata: None,
        iso: None,
        years: Years::default(),
        date: None,
        gender: None,
        detail: None,
        of: Vec::new(),
        members: Vec::new(),
        weight: 0,
    }
}

fn optional_date(row: &Row<'_>, column: Option<Column>) -> Result<Option<crate::text::PartialDate>, LoadError> {
    column.map_or(Ok(None), |c| row.date(c))
}

fn leads(row: &Row<'_>, column: Column) -> Result<bool, LoadError> {
    match row.cell(column) {
        "leads" => Ok(true),
        "holdsOfficeIn" => Ok(false),
        other => {
            Err(row.fault(column, &format!("“{other}” is not a relation of office"), "write leads or holdsOfficeIn"))
        }
    }
}

fn noun_kind(row: &Row<'_>, column: Column) -> Result<NounKind, LoadError> {
    Ok(match row.cell(column) {
        "thing" => NounKind::Thing,
        "act" => NounKind::Act,
        "state" => NounKind::State,
        "person" => NounKind::Person,
        "group" => NounKind::Group,
        "time" => NounKind::Time,
        "measure-unit" => NounKind::Unit,
        "empty" => NounKind::Empty,
        other => return Err(row.fault(column, &format!("unknown kind “{other}”"), "see the list in the table's head")),
    })
}

/// `body:x` is `org:x`, `document:x` is `policy:x`.
fn canonical(reference: &str) -> SmolStr {
    match reference.split_once(':').and_then(|(p, key)| Some((RecordKind::of_reference(p.trim())?, key.trim()))) {
        Some((kind, key)) => format_smolstr!("{}:{key}", kind.path()),
        None => reference.into(),
    }
}

fn dangling(row: &Row<'_>, column: Column, reference: &str) -> LoadError {
    row.fault(
        column,
        &format!("refers to “{reference}”, which no table has"),
        "add the record or correct the reference",
    )
}

/// `1956-`, `-1991`, `1949-1966` or a single year.
fn years_of(text: &str) -> Years {
    let year = |t: &str| t.trim().parse().ok();
    match text.split_once('-') {
        Some((from, to)) => Years { from: year(from), to: year(to) },
        None => Years { from: year(text), to: year(text) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_from(tables: &[(&str, &str)]) -> Result<Gazetteer, LoadError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("lexicon")).unwrap();
        for (name, text) in tables {
            std::fs::write(folder.path().join(format!("lexicon/{name}.tsv")), text).unwrap();
        }
        let ontology = Ontology::load(&Source::Embedded).unwrap();
        load(&Source::Folder(folder.path().into()), &ontology)
    }

    const COUNTRIES: &str = "key\tclass\tlabel\tofficial\taliases\tadjectives\tdemonyms\tiso2\tiso3\twikidata\tfrom\tto\tsuccessors\tsource\n\
        ruritania\tCountry\tRuritania\tRepublic of Ruritania\tthe South?;Ruritania?\tRuritanian\tRuritanian;Ruritanians\tRT\tRUR\tQ1\t1910\t\t\tgeneral\n";

    #[test]
    fn forms_know_their_role_and_their_doubt() {
        let g = load_from(&[("countries", COUNTRIES)]).unwrap();
        let roles: Vec<_> = g.names().exact("Ruritanian").iter().map(|f| f.role).collect();
        assert_eq!(roles, [FormRole::Adjective, FormRole::Demonym]);
        let south = g.names().exact("South")[0];
        assert!(south.ambiguous && south.needs_article);
        assert!(g.names().exact("Ruritania")[0].ambiguous, "the label is doubted by its twin with ?");
        assert!(!g.names().exact("Republic of Ruritania")[0].ambiguous);
    }

    #[test]
    fn references_are_tied_across_tables_and_dangling_ones_named() {
        let orgs = "key\tclass\tlabel\taliases\twikidata\tof\tmembers\tfrom\tto\tsource\n\
            league\tInternationalOrganization\tLeague\t\t\t\tcountry:ruritania@1919-1936;country:nowhere\t\t\tgeneral\n";
        let g = load_from(&[("countries", COUNTRIES), ("organizations", orgs)]).unwrap();
        let league = g.record(g.find("org:league").unwrap());
        assert_eq!(league.members[0].0, g.find("country:ruritania").unwrap());
        assert_eq!(league.members[0].1.to.unwrap().year, 1936);
        assert_eq!((g.faults().len(), g.faults()[0].line, g.faults()[0].column), (1, 2, 44));
    }

    #[test]
    fn holders_are_told_by_date() {
        let persons = "key\tlabel\taliases\tfamily\tgender\tnationality\twikidata\tsource\n\
            rudolf\tRudolf Elphberg\t\tElphberg\tm\tcountry:ruritania\t\tgeneral\nflavia\tFlavia Stein\t\tStein\tf\t\t\tgeneral\n";
        let offices = "person\tholds\tof\trole\tfrom\tto\tsource\n\
            person:rudolf\tleads\tcountry:ruritania\tpresident\t1950-01\t1955-03-02\tgeneral\n\
            person:flavia\tleads\tcountry:ruritania\tpresident\t1955-03-02\t\tgeneral\n";
        let g = load_from(&[("countries", COUNTRIES), ("persons", persons), ("offices", offices)]).unwrap();
        let holder = |at: &str| g.holder(g.find("country:ruritania").unwrap(), "president", at.parse().unwrap());
        assert_eq!(holder("1951"), g.find("person:rudolf"));
        assert_eq!(holder("1955-03-02"), g.find("person:flavia"));
        assert_eq!(holder("1955"), None);
        assert_eq!(holder("1949"), None);
    }

    #[test]
    fn the_shipped_tables_have_no_faults() {
        let g = Gazetteer::load(&Source::Embedded, &Ontology::load(&Source::Embedded).unwrap()).unwrap();
        let faults: Vec<String> = g.faults().iter().map(ToString::to_string).collect();
        assert_eq!(faults, Vec::<String>::new());
        let holder =
            g.find("country:japan").and_then(|japan| g.holder(japan, "prime minister", "2025-11-01".parse().ok()?));
        assert_eq!(holder, g.find("person:sanae-takaichi"));
    }

    #[test]
    fn aliases_of_a_role_are_the_same_post() {
        let roles = "role\taliases\tclass\tcountry\tholds\tplural\tsource\n\
            foreign minister\tminister of foreign affairs\tminister\t\tholdsOfficeIn\tforeign ministers\tgeneral\n";
        let g = load_from(&[("roles", roles)]).unwrap();
        let window = ["Minister", "of", "Foreign", "Affairs"].map(|w| (w, true));
        let cut = g.role_names().cut(window.into_iter());
        let found = g.role_names().matches(&cut, 0);
        assert_eq!(found.len(), 1);
        assert_eq!(g.role(found[0].1[0].0).role, "foreign minister");
    }

    #[test]
    fn nouns_are_filed_under_their_head() {
        let nouns = "lemma\tclass\tkind\tnotes\nlaw\tLaw\tthing\t\nrule of law\tPrinciple\tthing\t\nrule\tLaw\tthing\tplural=Law\n\
            nuclear umbrella\tCapability\tthing\t\nseries\t-\tempty\t\n";
        let g = load_from(&[("nouns", nouns)]).unwrap();
        assert_eq!(g.nouns("rule")[0].after, ["of", "law"]);
        assert_eq!(g.nouns("umbrella")[0].before, ["nuclear"]);
        assert!(g.nouns("series")[0].class.is_none());
    }

    #[test]
    fn faults_stop_the_loading_with_their_place() {
        let twice = format!("{COUNTRIES}{}", COUNTRIES.lines().nth(1).unwrap());
        assert_eq!(load_from(&[("countries", &twice)]).unwrap_err().line, 3);
        let roles = "role\tclass\tcountry\tholds\tplural\tsource\nking\tmonarchy\t\tleads\tkings\tgeneral\n";
        let fault = load_from(&[("roles", roles)]).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line, fault.column), ("lexicon/roles.tsv", 2, 6));
    }
}
