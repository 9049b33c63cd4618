//! The codebook: every tag with its key and what belongs to it; each of these can be changed here.
//! Must not know how it is drawn.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, TagView};
use crate::domain::ids::TagId;
use crate::domain::note::Origin;
use crate::domain::query::{Answer, Query};
use crate::keys::{Command, Context};

use super::confirm::Confirm;
use super::line::Line;
use super::pick::{Pick, Row};
use super::quotes::new_tag;

/// The state of the codebook.
#[derive(Debug, Default)]
pub struct Codebook {
    /// All tags, each theme followed by the tags below it; `None` until answered.
    pub tags: Option<Vec<TagView>>,
    /// Which one the cursor is on.
    pub shown: Chosen<TagId>,
    /// The tag a question was asked about.
    edited: Option<TagId>,
    /// A tag made here, to be selected as soon as it is among the others.
    made: Option<TagId>,
}

/// Each theme followed by the tags below it, both by name.
fn in_order(mut tags: Vec<TagView>) -> Vec<TagView> {
    let name = |view: &TagView| view.tag.name.to_lowercase();
    let themes: Vec<(TagId, String)> = tags.iter().map(|t| (t.tag.id, name(t))).collect();
    tags.sort_by_cached_key(|view| {
        let parent = view.tag.parent;
        let theme = themes.iter().find(|(id, _)| Some(*id) == parent);
        let below = theme.map(|_| name(view));
        (
            theme.map_or_else(|| name(view), |(_, name)| name.clone()),
            below,
        )
    });
    tags
}

impl Codebook {
    fn tag(&self, id: TagId) -> Option<&Tag> {
        let all = self.tags.iter().flatten();
        all.map(|view| &view.tag).find(|tag| tag.id == id)
    }

    fn selected(&self) -> Option<&Tag> {
        self.tag(*self.shown.key()?)
    }

    /// Asks what is to be changed of the selected tag.
    fn ask_what(&mut self, cx: &mut Cx<'_>) {
        self.edited = self.shown.key().copied();
        if let Some(tag) = self.selected() {
            let confirm = Confirm::new(cx.place, "what", format!("Change what of {}?", tag.name))
                .choice('d', "what belongs to it", "description")
                .choice('n', "its name", "name")
                .choice('k', "its key on the tagging screen", "key")
                .choice('t', "the theme it is under", "parent");
            cx.open(confirm);
        }
    }

    /// Asks for the new value of a field.
    fn ask_value(&self, what: &str, tag: &Tag, cx: &mut Cx<'_>) {
        let name = &tag.name;
        match what {
            "name" => cx.open(Line::plain(
                cx.place,
                "name",
                format!("Name of {name}"),
                name.clone(),
            )),
            "key" => {
                let line = Line::plain(cx.place, "key", format!("Key of {name}"), tag.key.clone());
                cx.open(line.hint("one small letter or digit; empty for none"));
            }
            "parent" => self.ask_parent(tag, cx),
            _ => {
                let title = format!("What belongs to {name}, and what does not");
                let text = tag.description.clone();
                cx.open(Line::plain(cx.place, "description", title, text));
            }
        }
    }

    fn ask_parent(&self, tag: &Tag, cx: &mut Cx<'_>) {
        let all = self.tags.iter().flatten().map(|view| &view.tag);
        let themes = all.filter(|t| t.parent.is_none() && t.id != tag.id);
        let mut rows = vec![Row::new(0, "no theme", "it is a theme itself")];
        rows.extend(themes.map(|t| Row::new(t.id, t.name.clone(), t.description.clone())));
        let title = format!("Under which theme is {}", tag.name);
        cx.open(Pick::new(cx.place, "parent", title, rows));
    }

    fn ask_drop(&mut self, cx: &mut Cx<'_>) {
        self.edited = self.shown.key().copied();
        if let Some(tag) = self.selected() {
            let confirm = Confirm::new(cx.place, "drop", format!("Drop the tag {}?", tag.name))
                .line("Only a tag that nothing uses can go.")
                .choice('y', "drop it", "y")
                .choice('n', "keep it", "n");
            cx.open(confirm);
        }
    }

    fn add(&self, typed: &str, cx: &mut Cx<'_>) {
        let tag = new_tag(typed.trim(), cx.shared);
        let theme = typed.split_once('/').filter(|_| tag.parent.is_none());
        if let Some((theme, _)) = theme {
            let failure =
                Failure::usage(format!("making the tag {typed}: there is no theme {theme}"));
            return cx.fail(failure.hint("make the theme first, or leave the / out"));
        }
        if !tag.name.is_empty() {
            cx.apply("add", Change::add(Record::Tag(tag)));
        }
    }

    fn set(&self, what: &'static str, text: String, tag: &Tag, cx: &mut Cx<'_>) {
        let text = text.trim().to_owned();
        let (field, was, now) = match what {
            "name" => (Field::Name, tag.name.clone(), text),
            "key" => (Field::Key, tag.key.clone(), text.to_lowercase()),
            _ => (Field::Description, tag.description.clone(), text),
        };
        if was != now {
            cx.apply(what, Change::set(Subject::Tag(tag.id), field, was, now));
        }
    }
}

impl Screen for Codebook {
    fn context(&self) -> Context {
        Context::Codebook
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        cx.ask("tags", Query::Tags);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Tags(tags) = answer {
            let tags = in_order(tags);
            self.shown.fill(tags.iter().map(|view| view.tag.id));
            self.tags = Some(tags);
            if let Some(made) = self.made.filter(|id| self.tag(*id).is_some()) {
                self.shown.select_key(&made);
                self.made = None;
            }
        }
    }

    fn applied(&mut self, what: &'static str, applied: &Applied, cx: &mut Cx<'_>) {
        if let ("add", Subject::Tag(id)) = (what, applied.subject) {
            self.made = Some(id);
        }
        cx.ask("tags", Query::Tags);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Open | Command::Edit => self.ask_what(cx),
            Command::Drop => self.ask_drop(cx),
            Command::PickTag => {
                let line = Line::plain(cx.place, "add", "Name of the new tag", "");
                cx.open(line.hint("theme/name puts it under a theme"));
            }
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn chosen(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        if let ("add", Choice::Text(name)) = (what, &choice) {
            return self.add(name, cx);
        }
        let Some(tag) = self.edited.and_then(|id| self.tag(id)) else {
            return;
        };
        match (what, choice) {
            ("what", Choice::Picked(what)) => self.ask_value(&what, tag, cx),
            ("drop", Choice::Picked(key)) if key == "y" => {
                cx.apply("drop", Change::Remove(Box::new(Record::Tag(tag.clone()))));
            }
            ("parent", Choice::Picked(key)) => {
                let now = key.parse::<i64>().ok().filter(|id| *id > 0);
                let was = tag.parent.map(|id| id.0);
                if was != now {
                    let subject = Subject::Tag(tag.id);
                    cx.apply("parent", Change::set(subject, Field::Parent, was, now));
                }
            }
            (what, Choice::Text(text)) => self.set(what, text, tag, cx),
            _ => {}
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.room.read_only().is_none();
        match command {
            Command::Open | Command::Edit | Command::Drop => Some(writes && !self.shown.is_empty()),
            Command::PickTag => Some(writes),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::PickTag,
            Command::Drop,
            Command::Undo,
            Command::Thread,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("change"),
            Command::PickTag => Some("new tag"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        let theme = self.selected().map(|tag| tag.parent.unwrap_or(tag.id));
        Origin {
            theme,
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Tag(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::msg::{Effect, Msg};
    use crate::app::{Model, Setup, update};

    fn tag(id: i64, name: &str, parent: Option<i64>) -> TagView {
        let tag = Tag {
            id: TagId(id),
            name: name.to_owned(),
            parent: parent.map(TagId),
            ..Tag::default()
        };
        TagView { tag, used: 3 }
    }

    /// The codebook with two themes and a tag under the second.
    fn codebook() -> Model {
        let mut model = Model::new(Setup::default());
        model.shared.screen = crate::app::Kind::Tagging;
        let effects = press(&mut model, "C");
        let [
            Effect::Ask {
                tag: asked,
                query: Query::Tags,
            },
        ] = effects.as_slice()
        else {
            panic!("{effects:?}");
        };
        let tags = vec![
            tag(1, "excel", Some(3)),
            tag(2, "price", None),
            tag(3, "Export", None),
        ];
        update(&mut model, Msg::Answered(*asked, Ok(Answer::Tags(tags))));
        model
    }

    fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in keys.split(' ') {
            effects.extend(update(model, Msg::Chord(key.parse().unwrap())));
        }
        effects
    }

    #[test]
    fn a_theme_stands_before_the_tags_under_it() {
        let names = |tags| {
            let order: Vec<i64> = in_order(tags)
                .iter()
                .map(|t: &TagView| t.tag.id.0)
                .collect();
            order
        };
        let tags = vec![
            tag(1, "excel", Some(3)),
            tag(2, "price", None),
            tag(3, "Export", None),
        ];
        assert_eq!(names(tags), [3, 1, 2]);
    }

    #[test]
    fn each_field_is_set_from_what_it_was() {
        let excel = Subject::Tag(TagId(1));
        let set = |field, was: &str, now: &str| Change::set(excel, field, was, now);
        let table = [
            ("down enter n s enter", set(Field::Name, "excel", "excels")),
            ("down e k X enter", set(Field::Key, "", "x")),
            ("down enter d a enter", set(Field::Description, "", "a")),
            (
                "down enter t enter",
                Change::set(excel, Field::Parent, Some(3_i64), None::<i64>),
            ),
        ];
        for (keys, expected) in table {
            let effects = press(&mut codebook(), keys);
            let changes = effects.iter().filter_map(|e| match e {
                Effect::Apply { change, .. } => Some(change),
                _ => None,
            });
            assert_eq!(changes.collect::<Vec<_>>(), [&expected], "{keys}");
        }
    }

    #[test]
    fn dropping_asks_first() {
        let mut model = codebook();
        assert!(press(&mut model, "delete").is_empty());
        let effects = press(&mut model, "y");
        let [
            Effect::Apply {
                change: Change::Remove(record),
                ..
            },
        ] = effects.as_slice()
        else {
            panic!("{effects:?}");
        };
        assert_eq!(record.subject(), Subject::Tag(TagId(3)));
    }
}
