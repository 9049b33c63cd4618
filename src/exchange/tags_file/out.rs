//! A room's tags gathered, and written as a file. Must not know who answers, nor where the file goes.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat};
use hashbrown::HashMap;

use super::{BOOK, COLUMNS, MORE, OFF, TEXT};
use crate::domain::asking::{Ask, ask, each_piece};
use crate::domain::carried::{Carried, CarriedGift, CarriedTag, CarriedText, FormerTags};
use crate::domain::codebook::same_name;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Tag, TagView};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::{FeedbackFilter, Query};
use crate::domain::word::Word;
use crate::exchange::csv_out::{CsvCell, CsvSheet};
use crate::exchange::shapes;

/// Everything that a room has made of its texts; `surveys` of exit surveys only.
///
/// # Errors
/// Those of whoever answers.
pub fn gather(asks: &mut Ask<'_>, surveys: bool) -> Result<Carried, Failure> {
    let tags: Vec<TagView> = ask(asks, Query::Tags)?;
    let former: FormerTags = ask(asks, Query::Former)?;
    let book = tags.iter().map(|view| CarriedTag {
        before: called_before(&view.tag, &former),
        theme: view
            .tag
            .parent
            .map_or_else(String::new, |theme| shapes::tag_name(theme, &tags)),
        tag: Tag {
            id: TagId(0),
            parent: None,
            ..view.tag.clone()
        },
    });
    let mut carried = Carried {
        book: book.collect(),
        texts: Vec::new(),
    };
    let dealt_with = FeedbackFilter {
        exit_survey: surveys.then_some(true),
        untagged: Some(false),
        ..FeedbackFilter::default()
    };
    let only_pinned = FeedbackFilter {
        words: "is:pinned is:untagged".to_owned(),
        untagged: None,
        ..dealt_with.clone()
    };
    let mut places = HashMap::new();
    for filter in [dealt_with, only_pinned] {
        each_piece(asks, &filter, |view| {
            places.insert(view.feedback.id, carried.texts.len());
            carried.texts.push(text(view));
        })?;
    }
    let mut texts = GatheredTexts {
        carried,
        places,
        surveys,
    };
    texts.taken_off(asks, former, &tags)?;
    Ok(texts.carried)
}

/// The names that a tag had and has no more, each once.
fn called_before(tag: &Tag, former: &FormerTags) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in former.names.iter().filter(|(of, _)| *of == tag.id) {
        names.retain(|one| !same_name(one, name));
        names.push(name.clone());
    }
    names.retain(|name| !same_name(name, &tag.name));
    names
}

/// The texts gathered so far, and where each is.
struct GatheredTexts {
    carried: Carried,
    places: HashMap<FeedbackId, usize>,
    surveys: bool,
}

impl GatheredTexts {
    /// Says of each what people took off it.
    fn taken_off(
        &mut self,
        asks: &mut Ask<'_>,
        former: FormerTags,
        tags: &[TagView],
    ) -> Result<(), Failure> {
        for (id, tag) in former.off {
            if let Some(text) = self.at(asks, id)? {
                text.off.push(shapes::tag_name(tag, tags));
            }
        }
        for (id, mark) in former.unmarked {
            if let Some(text) = self.at(asks, id)? {
                text.unmarked = Some(mark);
            }
        }
        Ok(())
    }

    /// The text with a number; `None` where it is gone, or not asked for.
    fn at(
        &mut self,
        asks: &mut Ask<'_>,
        id: FeedbackId,
    ) -> Result<Option<&mut CarriedText>, Failure> {
        if !self.places.contains_key(&id) {
            let view: Option<Box<FeedbackView>> = ask(asks, Query::FeedbackById(id))?;
            let asked = view.filter(|view| view.feedback.exit_survey || !self.surveys);
            let Some(view) = asked else {
                return Ok(None);
            };
            self.places.insert(id, self.carried.texts.len());
            self.carried.texts.push(text(*view));
        }
        let at = self.places.get(&id);
        Ok(at.and_then(|at| self.carried.texts.get_mut(*at)))
    }
}

fn text(view: FeedbackView) -> CarriedText {
    let tags = view.tags.iter().map(|tag| {
        let given = view.given(tag.id);
        let person = given.and_then(|given| given.person.clone());
        CarriedGift {
            tag: tag.name.clone(),
            at: given
                .and_then(|given| given.at)
                .filter(|_| person.is_some()),
            by: person.unwrap_or_default(),
            taken: given.and_then(|given| given.taken),
        }
    });
    let tags = tags.collect();
    let feedback = view.feedback;
    CarriedText {
        exit_survey: feedback.exit_survey,
        external: feedback.external,
        account: view.account.map(|a| a.external).unwrap_or_default(),
        received: feedback.received,
        source: feedback.source,
        reason: feedback.reason,
        text: feedback.text,
        score: feedback.score,
        mark: feedback.mark,
        pinned: feedback.pinned,
        tags,
        off: Vec::new(),
        unmarked: None,
    }
}

/// Writes the file.
///
/// # Errors
/// Those of the writer.
pub fn write<W: Write>(carried: &Carried, out: W) -> io::Result<W> {
    let mut sheet = CsvSheet::new(out);
    sheet.texts(COLUMNS.into_iter().chain(MORE))?;
    for CarriedTag { tag, theme, before } in &carried.book {
        let own = [BOOK, &tag.name, theme, &tag.key, &tag.description];
        let of_texts = [""; COLUMNS.len() - 5];
        let before = before.join("\n");
        let more = [
            &tag.examples,
            &tag.also,
            flag(tag.archived),
            "",
            &tag.rules,
            &before,
        ];
        sheet.texts(own.into_iter().chain(of_texts).chain(more))?;
    }
    for (n, text) in (1_u64..).zip(&carried.texts) {
        // A text that is only marked or pinned has a row too.
        let none = [CarriedGift::default()];
        let gifts = match &text.tags[..] {
            [] if text.has_something() || text.off.is_empty() && text.unmarked.is_none() => {
                &none[..]
            }
            tags => tags,
        };
        for gift in gifts {
            row(&mut sheet, (TEXT, n), text, gift)?;
        }
        let bare = CarriedText {
            mark: None,
            ..text.clone()
        };
        for tag in &text.off {
            let gift = CarriedGift {
                tag: tag.clone(),
                ..CarriedGift::default()
            };
            row(&mut sheet, (OFF, n), &bare, &gift)?;
        }
        if text.unmarked.is_some() {
            let unmarked = CarriedText {
                mark: text.unmarked,
                ..bare
            };
            row(&mut sheet, (OFF, n), &unmarked, &none[0])?;
        }
    }
    sheet.finish()
}

fn row<W: Write>(
    sheet: &mut CsvSheet<W>,
    (kind, n): (&str, u64),
    text: &CarriedText,
    gift: &CarriedGift,
) -> io::Result<()> {
    let number = n.to_string();
    let at = gift.at.map_or_else(String::new, written);
    let received = text
        .received
        .map_or_else(String::new, |day| day.to_string());
    let score = text
        .score
        .map_or_else(String::new, |score| score.to_string());
    let own = [
        CsvCell::Plain(kind),
        CsvCell::Text(&gift.tag),
        CsvCell::Plain(""),
        CsvCell::Plain(""),
        CsvCell::Plain(""),
        CsvCell::Text(&gift.by),
        CsvCell::Plain(&at),
        CsvCell::Plain(&number),
        CsvCell::Plain(text.mark.map_or("", |mark| mark.word())),
        CsvCell::Plain(flag(text.pinned)),
        CsvCell::Plain(flag(text.exit_survey)),
        CsvCell::Text(&text.external),
        CsvCell::Text(&text.account),
        CsvCell::Plain(&received),
        CsvCell::Text(&text.source),
        CsvCell::Text(&text.reason),
        CsvCell::Text(&text.text),
        CsvCell::Plain(&score),
    ];
    // Behind what only tags of the codebook have.
    let taken = gift.taken.map(|taken| ["", "", "", taken.word()]);
    sheet.row(
        own.into_iter()
            .chain(taken.into_iter().flatten().map(CsvCell::Plain)),
    )
}

fn flag(is: bool) -> &'static str {
    if is { "yes" } else { "" }
}

fn written(at: Moment) -> String {
    let time = DateTime::from_timestamp(at.0, 0);
    time.map_or_else(String::new, |at| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true)
    })
}
