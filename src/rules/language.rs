//! Reads rule files: `rule NAME`, then one indented line per keyword (`verb`, `noun`, `predicate`, `adjective`, `light`, `arg`, `state`, …).
//!
//! The format is described for rule writers in `ontology/rules/README.md`. Faults name file, line, column and what to write instead.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::rule::{Example, Expected, RoleName, Rule, Slot, Statement, Trigger};
use crate::clauses::Role;
use crate::lexicon::{ClassSet, LoadError, Ontology, Source};

/// Word lists by name, without the `@`.
pub type WordLists = BTreeMap<String, Vec<SmolStr>>;

const KEYWORDS: &str = "says, verb, noun, predicate, adjective, except, light, arg, arg?, state, state?, qualifier, modality, presupposed, priority, example, never";

/// All rules and word lists of `ontology/rules/`, in order of file and line.
///
/// # Errors
/// The first fault found, with its place.
pub fn load(source: &Source, ontology: &Ontology) -> Result<(Vec<Rule>, WordLists), LoadError> {
    let mut lists = WordLists::new();
    let mut texts = Vec::new();
    for path in source.list("rules") {
        let text = source.read(&path)?;
        if path.ends_with(".words") {
            read_lists(&path, &text, &mut lists)?;
        } else if path.ends_with(".rules") {
            texts.push((path, text));
        }
    }
    let mut rules: Vec<Rule> = Vec::new();
    for (path, text) in &texts {
        rules.extend(read_rules(path, text, ontology, &lists)?);
    }
    let mut names = BTreeMap::new();
    for rule in &rules {
        if let Some(first) = names.insert(rule.name.clone(), rule.place.clone()) {
            let message = format!("rule {} is defined twice, first at {}:{}", rule.name, first.0, first.1);
            return Err(LoadError::at(&rule.place.0, rule.place.1, 1, &message, "give it another name"));
        }
    }
    Ok((rules, lists))
}

/// Word lists: `@name: word word …`; a line that starts with white space continues the list.
fn read_lists(path: &str, text: &str, lists: &mut WordLists) -> Result<(), LoadError> {
    let mut current: Option<String> = None;
    for (number, line) in text.lines().enumerate() {
        let code = line.split('#').next().unwrap_or_default();
        if code.trim().is_empty() {
            continue;
        }
        let words = if let Some((name, words)) = code.strip_prefix('@').and_then(|c| c.split_once(':')) {
            current = Some(name.trim().to_owned());
            words
        } else if code.starts_with(char::is_whitespace) && current.is_some() {
            code
        } else {
            return Err(LoadError::at(
                path,
                number + 1,
                1,
                "is neither a list nor its continuation",
                "write `@name: word word …`",
            ));
        };
        let list = lists.entry(current.clone().unwrap_or_default()).or_default();
        for word in words.split_whitespace() {
            match word.strip_prefix('@') {
                None => list.push(word.into()),
                Some(_) => {
                    return Err(LoadError::at(path, number + 1, 1, "a list names another list", "write its words out"));
                }
            }
        }
    }
    Ok(())
}

const MODALITIES: &[&str] = &["asserted", "committed", "recommended", "predicted", "possible", "hypothetical"];

struct Reader<'a> {
    path: &'a str,
    ontology: &'a Ontology,
    lists: &'a WordLists,
    line: usize,
    text: &'a str,
}

/// Reads the rules of one file.
///
/// # Errors
/// The first fault found, with its place.
pub fn read_rules(path: &str, text: &str, ontology: &Ontology, lists: &WordLists) -> Result<Vec<Rule>, LoadError> {
    let mut rules: Vec<Rule> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let reader = Reader { path, ontology, lists, line: number + 1, text: line };
        let code = line.trim();
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        let (keyword, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
        let rest = rest.trim();
        if keyword == "rule" {
            finish(rules.last_mut(), path)?;
            rules.push(reader.begin(rest)?);
        } else if let Some(rule) = rules.last_mut() {
            reader.keyword(rule, keyword, rest)?;
        } else {
            return Err(reader.fault(keyword, "stands before the first rule", "start the file with `rule NAME`"));
        }
    }
    finish(rules.last_mut(), path)?;
    Ok(rules)
}

/// Checks that the rule can fire and state something.
fn finish(rule: Option<&mut Rule>, path: &str) -> Result<(), LoadError> {
    let Some(rule) = rule else { return Ok(()) };
    let fault = |message: &str, remedy: &str| Err(LoadError::at(path, rule.place.1, 1, message, remedy));
    if rule.triggers.is_empty() {
        return fault("the rule has no trigger", "add a `verb`, `noun`, `predicate` or `adjective` line");
    }
    if rule.statements.is_empty() {
        return fault("the rule states nothing", "add a `state` line");
    }
    if !rule.examples.iter().any(|e| !e.never) {
        return fault("the rule has no example", "add an `example` line with a sentence of your own");
    }
    Ok(())
}

impl Reader<'_> {
    fn fault(&self, at: &str, message: &str, remedy: &str) -> LoadError {
        let column = self.text.find(at).map_or(1, |byte| self.text[..byte].chars().count() + 1);
        let shown = if at.is_empty() { "line".to_owned() } else { format!("`{at}`") };
        LoadError::at(self.path, self.line, column, &format!("{shown} {message}"), remedy)
    }

    fn begin(&self, name: &str) -> Result<Rule, LoadError> {
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(self.fault(name, "is no rule name", "write `rule family.name`, without spaces"));
        }
        Ok(Rule {
            name: name.into(),
            purpose: String::new(),
            place: (self.path.to_owned(), self.line),
            triggers: Vec::new(),
            except: Vec::new(),
            light: Vec::new(),
            arguments: Vec::new(),
            statements: Vec::new(),
            qualifiers: Vec::new(),
            modality: None,
            presupposed: false,
            priority: 0,
            examples: Vec::new(),
        })
    }

    fn keyword(&self, rule: &mut Rule, keyword: &str, rest: &str) -> Result<(), LoadError> {
        match keyword {
            "says" => rule.purpose = rest.to_owned(),
            "verb" => self.triggers(rule, Trigger::Verb, rest)?,
            "noun" => self.triggers(rule, Trigger::Noun, rest)?,
            "predicate" => self.triggers(rule, Trigger::Predicate, rest)?,
            "adjective" => self.triggers(rule, Trigger::Adjective, rest)?,
            "except" => rule.except.extend(self.words(rest)?),
            "light" => rule.light.extend(self.words(rest)?),
            "arg" | "arg?" => {
                let slot = self.slot(rest, keyword == "arg?")?;
                rule.arguments.push(slot);
            }
            "state" | "state?" => {
                let statement = self.statement(rule, rest, keyword == "state?")?;
                rule.statements.push(statement);
            }
            "qualifier" => {
                let (name, argument) = self.two_words(rest, "write `qualifier NAME ARGUMENT`")?;
                rule.qualifiers.push((name.into(), self.argument(rule, argument)?));
            }
            "modality" if MODALITIES.contains(&rest) => rule.modality = Some(rest.into()),
            "modality" => {
                return Err(self.fault(rest, "is no modality", &format!("use one of: {}", MODALITIES.join(", "))));
            }
            "presupposed" => rule.presupposed = true,
            "priority" => {
                rule.priority =
                    rest.parse().map_err(|_| self.fault(rest, "is no whole number", "write `priority 1`"))?;
            }
            "example" => rule.examples.push(self.example(rest, false)?),
            "never" => rule.examples.push(self.example(rest, true)?),
            _ => return Err(self.fault(keyword, "is no keyword", &format!("use one of: rule, {KEYWORDS}"))),
        }
        Ok(())
    }

    fn words(&self, rest: &str) -> Result<Vec<SmolStr>, LoadError> {
        let mut words = Vec::new();
        for word in rest.split_whitespace() {
            match word.strip_prefix('@') {
                None => words.push(word.into()),
                Some(list) => {
                    let known = self.lists.get(list).ok_or_else(|| {
                        let names: Vec<_> = self.lists.keys().map(|k| format!("@{k}")).collect();
                        self.fault(word, "is no word list", &format!("use one of: {}", names.join(", ")))
                    })?;
                    words.extend(known.iter().cloned());
                }
            }
        }
        if words.is_empty() {
            return Err(self.fault(rest, "names no word", "list lemmas, or @lists from a .words file"));
        }
        Ok(words)
    }

    fn triggers(&self, rule: &mut Rule, trigger: Trigger, rest: &str) -> Result<(), LoadError> {
        rule.triggers.extend(self.words(rest)?.into_iter().map(|w| (trigger, w)));
        Ok(())
    }

    /// `arg NAME [Class|Class|!Class] role role …`
    fn slot(&self, rest: &str, optional: bool) -> Result<Slot, LoadError> {
        let mut words = rest.split_whitespace().peekable();
        let name = words.next().ok_or_else(|| self.fault(rest, "names no argument", "write `arg A subject`"))?;
        let mut classes = None;
        if let Some(word) = words.peek()
            && (word.starts_with(char::is_uppercase) || word.starts_with(['*', '!']))
        {
            classes = Some(self.classes(word)?);
            words.next();
        }
        let roles: Vec<RoleName> = words.map(role).collect();
        if roles.is_empty() {
            return Err(self.fault(
                rest,
                "says not where the argument stands",
                "add roles: subject, object, of, with, …",
            ));
        }
        Ok(Slot { name: name.into(), classes, roles, optional })
    }

    fn classes(&self, word: &str) -> Result<ClassSet, LoadError> {
        let mut allowed = ClassSet::default();
        let mut refused = ClassSet::default();
        let mut positive = false;
        for name in word.split('|') {
            let (name, negative) = name.strip_prefix('!').map_or((name, false), |n| (n, true));
            let set = match name {
                "*" => ClassSet::ANY,
                _ => self.ontology.class(name).map(|c| self.ontology.below(c)).ok_or_else(|| {
                    self.fault(name, "is no class", "use a class of ontology/entente.ttl, `*`, or `!Class`")
                })?,
            };
            if negative {
                refused = refused.or(set);
            } else {
                allowed = allowed.or(set);
                positive = true;
            }
        }
        Ok(if positive { allowed } else { ClassSet::ANY }.without(refused))
    }

    fn two_words<'t>(&self, rest: &'t str, remedy: &str) -> Result<(&'t str, &'t str), LoadError> {
        let mut words = rest.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(a), Some(b), None) => Ok((a, b)),
            _ => Err(self.fault(rest, "does not have two words", remedy)),
        }
    }

    fn argument(&self, rule: &Rule, name: &str) -> Result<usize, LoadError> {
        rule.arguments.iter().position(|s| s.name == name).ok_or_else(|| {
            let names: Vec<_> = rule.arguments.iter().map(|s| s.name.as_str()).collect();
            self.fault(
                name,
                "is no argument of this rule",
                &format!("declare it above with `arg`; known: {}", names.join(" ")),
            )
        })
    }

    /// `state [not] PROPERTY [SUBJECT OBJECT]`; without names: subject and object of a verb.
    fn statement(&self, rule: &mut Rule, rest: &str, optional: bool) -> Result<Statement, LoadError> {
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let negative = words.first() == Some(&"not");
        if negative {
            words.remove(0);
        }
        let name = words.first().copied().unwrap_or_default();
        let property = self
            .ontology
            .property(name)
            .ok_or_else(|| self.fault(name, "is no property", "use a property of ontology/entente.ttl"))?;
        let (subject, object) = match words.as_slice() {
            [_] => {
                if rule.arguments.is_empty() {
                    rule.arguments.push(self.slot("A subject", false)?);
                    rule.arguments.push(self.slot("B object", false)?);
                }
                (self.argument(rule, "A")?, self.argument(rule, "B")?)
            }
            [_, a, b] => (self.argument(rule, a)?, self.argument(rule, b)?),
            _ => return Err(self.fault(rest, "is no statement", "write `state PROPERTY A B`")),
        };
        Ok(Statement { property, subject, object, negative, optional })
    }

    /// `SENTENCE => [modality] [not] property(Subject; Object) & …`
    fn example(&self, rest: &str, never: bool) -> Result<Example, LoadError> {
        let (text, claims) = rest.split_once("=>").map_or((rest, ""), |(t, c)| (t.trim(), c.trim()));
        let mut expected = Vec::new();
        for claim in claims.split(" & ").filter(|c| !c.trim().is_empty()) {
            expected.push(self.expected(claim.trim())?);
        }
        if !never && expected.is_empty() {
            return Err(self.fault(rest, "says not what is found", "write `SENTENCE => property(Subject; Object)`"));
        }
        Ok(Example { line: self.line, text: text.to_owned(), expected, never })
    }

    fn expected(&self, claim: &str) -> Result<Expected, LoadError> {
        let remedy = "write `[modality] [not] property(Subject; Object)`";
        let (head, ends) = claim
            .strip_suffix(')')
            .and_then(|c| c.split_once('('))
            .ok_or_else(|| self.fault(claim, "is no claim", remedy))?;
        let (subject, object) =
            ends.split_once(';').ok_or_else(|| self.fault(ends, "has no `;` between its ends", remedy))?;
        let mut words: Vec<&str> = head.split_whitespace().collect();
        let property = words.pop().unwrap_or_default().to_owned();
        if self.ontology.property(&property).is_none() {
            return Err(self.fault(&property, "is no property", "use a property of ontology/entente.ttl"));
        }
        let negative = words.last() == Some(&"not");
        if negative {
            words.pop();
        }
        Ok(Expected {
            property,
            subject: subject.trim().to_owned(),
            object: object.trim().to_owned(),
            modality: words.pop().map(str::to_owned),
            negative,
        })
    }
}

/// A role by its name in a rule file; what is no keyword is a preposition.
fn role(word: &str) -> RoleName {
    if let Some((outer, inner)) = word.split_once('.') {
        return RoleName::Of(Box::new(role(outer)), Box::new(role(inner)));
    }
    match word {
        "subject" => RoleName::Plain(Role::Subject),
        "object" => RoleName::Plain(Role::Object),
        "indirect" => RoleName::Plain(Role::Indirect),
        "possessor" => RoleName::Plain(Role::Possessor),
        "modifier" => RoleName::Plain(Role::Modifier),
        "complement" => RoleName::Plain(Role::Complement),
        "bare" => RoleName::Plain(Role::Oblique(SmolStr::default())),
        "support" => RoleName::Support,
        "itself" => RoleName::Itself,
        "words" => RoleName::Words,
        "holder" => RoleName::Holder,
        "when" => RoleName::When,
        "apposed" => RoleName::Apposed,
        preposition => RoleName::Plain(Role::Oblique(preposition.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Rule>, LoadError> {
        let ontology = Ontology::load(&Source::Embedded).unwrap();
        let lists = WordLists::from([("war".to_owned(), vec![SmolStr::new("invade")])]);
        read_rules("rules/test.rules", text, &ontology, &lists)
    }

    #[test]
    fn a_short_rule_has_subject_and_object() {
        let rules = read(
            "rule supports.verb\n  verb support back\n  state supports\n  example A backs B. => not supports(A; B)\n",
        )
        .unwrap();
        let rule = &rules[0];
        assert_eq!(rule.triggers.len(), 2);
        assert_eq!((rule.statements[0].subject, rule.statements[0].object), (0, 1));
        assert!(rule.examples[0].expected[0].negative);
    }

    #[test]
    fn lists_are_filled_in_and_roles_read() {
        let text = "rule attacks.noun\n  noun @war\n  arg A Actor possessor by subject.possessor\n  arg B Country|!Person of\n  state attacks A B\n  example x => attacks(A; B)\n";
        let rule = &read(text).unwrap()[0];
        assert_eq!(rule.triggers, [(Trigger::Noun, SmolStr::new("invade"))]);
        assert_eq!(rule.arguments[0].roles.len(), 3);
        assert!(matches!(rule.arguments[0].roles[2], RoleName::Of(..)));
    }

    #[test]
    fn faults_name_line_and_column() {
        let cases = [
            ("rule a\n  verb go\n  state nothing\n", 3, 9),
            ("rule a\n  verb @peace\n", 2, 8),
            ("verb go\n", 1, 1),
            ("rule a\n  verb go\n  arg A Nation subject\n", 3, 9),
            ("rule a\n  verb go\n  state supports\n", 1, 1),
            ("rule a\n  verb go\n  wish x\n", 3, 3),
        ];
        for (text, line, column) in cases {
            let fault = read(text).unwrap_err();
            assert_eq!((fault.line, fault.column), (line, column), "{text}: {fault}");
        }
    }
}
