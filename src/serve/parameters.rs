//! Parameters of a request: `application/x-www-form-urlencoded`, as the WHATWG URL standard reads it.

/// Names and values, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a query string or a form body.
    ///
    /// # Errors
    /// When an escape or the text it stands for is malformed.
    pub fn parse(text: &str) -> Result<Self, String> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        });
        pairs.collect::<Result<_, String>>().map(Self)
    }

    /// Adds those of another source behind.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All values of a name.
    pub fn all<'p>(&'p self, name: &'static str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The one value of a name.
    ///
    /// # Errors
    /// When there are several.
    pub fn one(&self, name: &'static str) -> Result<Option<&str>, String> {
        let mut values = self.all(name);
        let first = values.next();
        if values.next().is_some() { Err(format!("parameter '{name}' is given more than once")) } else { Ok(first) }
    }
}

fn decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || rest.next().and_then(|d| char::from(d).to_digit(16));
                let (high, low) = (digit(), digit());
                let (Some(high), Some(low)) = (high, low) else {
                    return Err("an escape is not % and two hexadecimal digits".into());
                };
                bytes.push((high * 16 + low) as u8);
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| "a parameter is not UTF-8".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_repetitions() {
        let read = Parameters::parse("query=a+b%20%C3%A9&g=1&g=2&flag").unwrap();
        assert_eq!(read.one("query"), Ok(Some("a b é")));
        assert!(read.one("g").is_err());
        assert_eq!(read.all("g").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!((read.one("flag"), read.one("none")), (Ok(Some("")), Ok(None)));
        for bad in ["a=%", "a=%4", "a=%zz", "a=%ff"] {
            assert!(Parameters::parse(bad).is_err(), "{bad}");
        }
    }
}
