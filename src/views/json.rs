//! JSON written with one element a line: small, and readable in a diff.
use serde_json::Value;

/// An object of the members given; an array member has each element on a line of its own.
#[must_use]
pub fn lines(members: &[(&str, Value)]) -> String {
    let mut out = String::from("{\n");
    for (number, (name, value)) in members.iter().enumerate() {
        let end = if number + 1 < members.len() { ",\n" } else { "\n" };
        let text = match value {
            Value::Array(elements) if !elements.is_empty() => {
                let rows: Vec<String> = elements.iter().map(Value::to_string).collect();
                format!("[\n{}\n]", rows.join(",\n"))
            }
            other => other.to_string(),
        };
        out.push_str(&format!("{}: {text}{end}", Value::from(*name)));
    }
    out.push_str("}\n");
    out
}
