//! The templates of Markdown and HTML, each with its own escaping.
//! Must not know figures: a page of finished words goes in.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, escape_formatter};

use serde_json::Value;

use crate::domain::failure::Failure;
use crate::domain::safe::one_line;
use crate::domain::word::Word;

use super::MinutesFormat;
use super::escape::markdown;

/// A page of HTML: all of them have one head and one style sheet.
macro_rules! html {
    ($body:literal) => {
        concat!(
            include_str!("head.html.jinja"),
            include_str!("style.css.jinja"),
            include_str!($body)
        )
    };
}

/// How a page is drawn.
pub(super) struct PageTemplate {
    name: &'static str,
    markdown: &'static str,
    html: &'static str,
}

/// The minutes of a meeting.
pub(super) const MINUTES: PageTemplate = PageTemplate {
    name: "minutes",
    markdown: include_str!("minutes.md.jinja"),
    html: html!("minutes.html.jinja"),
};

/// What is read before one.
pub(super) const PRE_READ: PageTemplate = PageTemplate {
    name: "the pre-read",
    markdown: include_str!("preread.md.jinja"),
    html: html!("preread.html.jinja"),
};

/// Draws a page.
pub(super) fn render(
    template: &PageTemplate,
    format: MinutesFormat,
    page: &Value,
) -> Result<String, Failure> {
    let drawn = environment(format).and_then(|env| match format {
        MinutesFormat::Html => env.render_str(template.html, Serde(page)),
        MinutesFormat::Markdown | MinutesFormat::Json => env
            .render_str(template.markdown, Serde(page))
            .map(|text| one_blank_line(&text)),
    });
    let (name, word) = (template.name, format.word());
    drawn.map_err(|e| Failure::failed(format!("writing {name} as {word}: {e:#}")))
}

/// Lists that turn out empty leave several blank lines; no value holds a line break of its own.
fn one_blank_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        if !(blank && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out
}

fn environment(format: MinutesFormat) -> Result<Environment<'static>, minijinja::Error> {
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    env.set_syntax(syntax);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(move |_| match format {
        MinutesFormat::Html => AutoEscape::Html,
        MinutesFormat::Markdown | MinutesFormat::Json => AutoEscape::None,
    });
    env.set_formatter(move |out, state, value| match value.as_str() {
        Some(text) if format == MinutesFormat::Html => {
            escape_formatter(out, state, &one_line(text).into_owned().into())
        }
        Some(text) => Ok(out.write_str(&markdown(text))?),
        None if value.kind() == ValueKind::Number => escape_formatter(out, state, value),
        None => Err(minijinja::Error::new(
            minijinja::ErrorKind::BadSerialization,
            "only words and numbers can be written",
        )),
    });
    Ok(env)
}
