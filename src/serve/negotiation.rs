//! Which form of an answer a client wants: the `Accept` header of RFC 9110.

/// A form in which something can be answered: media types that name it, the one it is sent as first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<T> {
    /// What it is.
    pub is: T,
    /// Media types; the answer bears the first.
    pub types: &'static [&'static str],
}

/// The form a client likes best, of those offered in our own order of preference; none when it accepts none of them.
#[must_use]
pub fn choose<'f, T>(accept: Option<&str>, offered: &'f [Form<T>]) -> Option<&'f Form<T>> {
    let Some(accept) = accept.filter(|text| !text.trim().is_empty()) else { return offered.first() };
    let wishes: Vec<(&str, u16)> = accept.split(',').filter_map(wish).collect();
    let mut best: Option<(&Form<T>, u16)> = None;
    for form in offered {
        let quality = form.types.iter().map(|name| quality(name, &wishes)).max().unwrap_or(0);
        if quality > best.map_or(0, |(_, known)| known) {
            best = Some((form, quality));
        }
    }
    best.map(|(form, _)| form)
}

/// How much a media type is wanted, in thousandths: the most specific range that covers it decides.
fn quality(name: &str, wishes: &[(&str, u16)]) -> u16 {
    let kind = name.split('/').next().unwrap_or_default();
    let covers = |range: &str| match range {
        "*/*" => Some(0),
        range if range.strip_suffix("/*").is_some_and(|k| k.eq_ignore_ascii_case(kind)) => Some(1),
        range if range.eq_ignore_ascii_case(name) => Some(2),
        _ => None,
    };
    let covering = wishes.iter().filter_map(|(range, quality)| covers(range).map(|precise| (precise, *quality)));
    covering.max_by_key(|(precise, _)| *precise).map_or(0, |(_, quality)| quality)
}

/// One range of the header, with its `q`.
fn wish(part: &str) -> Option<(&str, u16)> {
    let mut pieces = part.split(';').map(str::trim);
    let range = pieces.next().filter(|range| range.contains('/'))?;
    let stated = pieces.find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")));
    let quality = stated.map_or(Some(1.0), |q| q.parse::<f64>().ok().filter(|q| (0.0..=1.0).contains(q)))?;
    Some((range, (quality * 1000.0) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [Form<u8>; 3] = [
        Form { is: 0, types: &["application/json", "text/json"] },
        Form { is: 1, types: &["text/csv"] },
        Form { is: 2, types: &["text/html"] },
    ];

    fn chosen(accept: &str) -> Option<u8> {
        choose(Some(accept), &OFFERED).map(|form| form.is)
    }

    #[test]
    fn the_clients_preference_decides_then_ours() {
        assert_eq!(choose(None, &OFFERED).map(|form| form.is), Some(0));
        assert_eq!(chosen("*/*"), Some(0));
        assert_eq!(chosen("text/csv, application/json;q=0.9"), Some(1));
        assert_eq!(chosen("text/*;q=0.5, text/csv;q=0.1, text/html"), Some(2));
        assert_eq!(chosen("text/json"), Some(0));
    }

    #[test]
    fn nothing_acceptable_is_nothing() {
        assert_eq!(chosen("image/png"), None);
        assert_eq!(chosen("application/json;q=0"), None);
        assert_eq!(chosen("rubbish;;;q=x"), None);
    }
}
