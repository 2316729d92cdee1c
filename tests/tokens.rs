//! Words and sentences: what is split, what stays whole, where sentences end, and that nothing is ever lost.
use entente::syntax::segment::{LONGEST, segment};
use entente::syntax::tokenize::{is_blank, tokenize};
use entente::syntax::{Analyser, conllu};
use entente::text::{CharIndex, read_text};

fn words(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &mut tokens);
    tokens.iter().map(|t| &text[t.range()]).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &mut tokens);
    let parts = segment(text, &tokens);
    parts.iter().map(|p| &text[tokens[p.start].start as usize..tokens[p.end - 1].end as usize]).collect()
}

/// Each line: words parted by blanks as they must come out, the text itself being the line with `·` taken out.
const WORDS: &str = "\
The U.S. and the U.K. met at 9 a.m. in Washington D.C. ·.
Peru·'s envoy did·n't sign·; Chile·’s wo·n’t either·.
The states·' rights·, it·'s said·, can·not lapse·.
A like·-·minded·, non-nuclear·, anti-ship pact of post-war Europe·.
Kim Jong-un met Moon Jae-in and Tsai Ing-wen·; Ban Ki-moon did not·.
The Japan·-·Korea·-·U.S. talks and Indo·-·Pacific ties·.
It cost $·2.6 bn·, US$ 3 million or €·1,200·, about 3.5·% of GDP·.
Between 1990·-·1995 and 2001·–·2005 the 1990s ended·.
Call 212-555-0199 by 11/28/2000 at 5:30·.
“·We agree·,·” he said·—·twice ·-- and left ·...
See https://example.org/a-b?c=d·, or write to a.b@example.org·.
Mr. John F. Kennedy Jr. of Smith & Co. saw No. 5 and Art. 9 of St. Louis·.
Is it so·?! Yes ·(·it is·)·, and·/·or R&D at AT&T·.
Law no·. The vote was no·.
They came in March·.·Then they left·.
O’Connor and d’Estaing saw Sha'lan and the o'clock 1960's·.
al·-·Shabaab left #Japan·: @user saw it in the ’90s·.
Resolution 1701·[·12·]·, the 21st of its kind·, weighs 5·km·.
";

#[test]
fn words_come_out_as_written() {
    for line in WORDS.lines() {
        let expected: Vec<&str> = line.split([' ', '·']).filter(|w| !w.is_empty()).collect();
        let text = line.replace(" ·", " ").replace('·', "");
        assert_eq!(words(&text), expected, "{text}");
    }
}

/// Sentences parted by ` | ` in the list, by a blank in the text.
const SENTENCES: &[&str] = &[
    "Dr. Brandt met Gen. Soto in the U.S. Senate. | They agreed.",
    "He left the U.S. | The talks went on.",
    "It rose by 3.5 percent. | No. 5 fell. | The answer is no. | Then it ended.",
    "“We will not go.” | She went.",
    "Will it hold? | Perhaps! | It did not ... and then it fell.",
    "They met at 9 a.m. | Tuesday was quiet.",
    "Exports of arms, etc. | The rest stayed.",
    "Smith & Co. Inc. of Ohio won. | (It lost before.) | “So what?”",
    "The pact was signed.[4] | It holds.",
    "J. F. K. Amado spoke. | Vitamin C. | The end.",
];

#[test]
fn sentences_end_where_they_should() {
    for line in SENTENCES {
        let expected: Vec<&str> = line.split(" | ").collect();
        assert_eq!(sentences(&line.replace(" | ", " ")), expected);
    }
}

#[test]
fn a_sentence_without_end_is_parted() {
    let text = "one, two; ".repeat(2000);
    let mut tokens = Vec::new();
    tokenize(&text, 0..text.len(), &mut tokens);
    let parts = segment(&text, &tokens);
    assert!(parts.iter().all(|p| p.len() <= LONGEST));
    assert_eq!(parts.iter().map(|p| p.len()).sum::<usize>(), tokens.len());
    assert!(parts.iter().all(|p| &text[tokens[p.end - 1].range()] == ";"));
}

#[test]
fn multiword_lines_hold_clitics() {
    let document = read_text("-", "Peru's envoys can't agree, and states' aims differ.".to_owned(), None, None);
    let index = CharIndex::new(&document.text);
    let parsed = Analyser::new().analyse(&document);
    let entry = conllu::entry(&document, &index, &parsed[0], 1);
    let multiwords: Vec<&str> = entry.multiwords.iter().map(|m| m.form.as_str()).collect();
    assert_eq!(multiwords[..2], ["Peru's", "can't"]);
    assert_eq!(entry.words[0].misc, "SpaceAfter=No|TokenRange=0:4");
    assert_eq!(conllu::read(&entry.to_string()).unwrap(), [entry]);
}

#[test]
fn faults_of_conllu_are_located() {
    for (text, place) in [
        ("1\ta\n", "1:1: 2 columns instead of ten"),
        ("# x\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n3\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n", "3:1: word number `3` instead of 2"),
        ("1\tab\ta\tX\t_\t_\tz\troot\t_\t_\n", "1:14: `z` is no head"),
        ("1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n\n", "1:1: word 1 has a head beyond the last word, 1"),
    ] {
        let found = conllu::read(text).unwrap_err().to_string();
        assert!(found.starts_with(place), "{found}");
    }
}

#[test]
fn gold_words_keep_their_lines() {
    let text = "# sent_id = a-1\n# text = It's so.\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tIt\t_\t_\t_\t_\t_\t_\t_\t_\n\
                2\t's\t_\t_\t_\t_\t_\t_\t_\t_\n3\tso\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let mut entries = conllu::read(text).unwrap();
    Analyser::new().annotate(&mut entries);
    let out = entries[0].to_string();
    let column = |line: &str, n: usize| line.split('\t').nth(n).unwrap_or_default().to_owned();
    let (before, after): (Vec<&str>, Vec<&str>) = (text.lines().collect(), out.lines().collect());
    assert_eq!(before[..3], after[..3]);
    for (b, a) in before.iter().zip(&after).skip(3).filter(|(b, _)| !b.is_empty()) {
        assert_eq!([0, 1, 9].map(|n| column(b, n)), [0, 1, 9].map(|n| column(a, n)));
        assert_ne!(column(a, 3), "_", "{a}");
    }
    assert_eq!(after.iter().filter(|l| column(l, 7) == "root").count(), 1);
}

#[test]
fn unread_blocks_keep_a_flat_tree() {
    let document = read_text("-", "A Title Here\n\nTHE PRESIDENT: We agree.\n\n© 2025 Body\n".to_owned(), None, None);
    let parsed = Analyser::new().analyse(&document);
    let tags: Vec<&str> = parsed.iter().map(|s| s.tokens[0].upos.name()).collect();
    assert_eq!(tags.len(), 4);
    assert_eq!((tags[1], tags[3]), ("X", "X"));
    assert!(tags[2] != "X");
}

proptest::proptest! {
    /// Tokens are in order, do not overlap, and cover every character that is not blank; the sentences take them all.
    #[test]
    fn nothing_is_lost(text in "(\\PC{0,8}|[A-Za-z.'’,;:!?$%&/@#\\[\\]()-]{1,6}|[ \n]|U\\.S\\.|n't|--|…|[0-9]{1,4}){0,30}") {
        let mut tokens = Vec::new();
        tokenize(&text, 0..text.len(), &mut tokens);
        let mut end = 0;
        for token in &tokens {
            let range = token.range();
            assert!(range.start >= end && range.end > range.start);
            assert!(text[end..range.start].chars().all(is_blank), "left out: {:?}", &text[end..range.start]);
            assert!(!text[range.clone()].contains(is_blank), "blank inside: {:?}", &text[range.clone()]);
            end = range.end;
        }
        assert!(text[end..].chars().all(is_blank));
        let parts = segment(&text, &tokens);
        let mut next = 0;
        for part in parts {
            assert_eq!(part.start, next);
            assert!(part.end > part.start);
            next = part.end;
        }
        assert_eq!(next, tokens.len());
    }

    /// What is analysed is written and read back without a change.
    #[test]
    fn conllu_round_trips(text in "([A-Z]?[a-z’'-]{1,9}[ ,.]{1,2}|[0-9]{1,3} |“|” |# |_ |\t){1,25}") {
        let document = read_text("-", text, None, None);
        let index = CharIndex::new(&document.text);
        let entries: Vec<conllu::Entry> =
            Analyser::new().everything().analyse(&document).iter().zip(1..).map(|(s, n)| conllu::entry(&document, &index, s, n)).collect();
        let written: String = entries.iter().map(ToString::to_string).collect();
        assert_eq!(conllu::read(&written).unwrap(), entries);
    }
}
