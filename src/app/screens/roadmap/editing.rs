//! What the Roadmap screen writes: links with stance and note, an item's fields, new items.
//! Must not know how anything is drawn.

use crate::app::cx::Cx;
use crate::app::msg::Choice;
use crate::app::screens::confirm::Confirm;
use crate::app::screens::line::Line;
use crate::app::screens::pick::{Pick, Row};
use crate::app::screens::winback::Winback;
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::ids::{LinkId, RoadmapId, TagId};
use crate::domain::roadmap::{Link, RoadmapItem, Stance};

use super::links::{self, STATUSES};
use super::{ADD, Pane, Roadmap};

/// What is being written while questions about it are open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pending {
    theme: TagId,
    to: Option<RoadmapId>,
    stance: Option<Stance>,
    /// The item whose status or field is asked for.
    item: RoadmapId,
    field: Option<Field>,
    /// An item that was just said to be shipped.
    shipped: Option<RoadmapId>,
}

/// The fields of an item that can be edited, with their words.
const FIELDS: [(Field, &str); 6] = [
    (Field::Title, "title"),
    (Field::Status, "status"),
    (Field::Target, "target"),
    (Field::Owner, "owner"),
    (Field::Url, "address"),
    (Field::Ease, "ease"),
];

fn value(item: &RoadmapItem, field: Field) -> &str {
    match field {
        Field::Status => &item.status,
        Field::Target => &item.target,
        Field::Owner => &item.owner,
        Field::Url => &item.url,
        Field::Ease => &item.ease,
        _ => &item.title,
    }
}

impl Roadmap {
    /// Links the selected theme, or a theme to the selected item.
    pub(super) fn link(&mut self, cx: &mut Cx<'_>) {
        self.pending = Pending::default();
        match self.pane {
            Pane::Themes => {
                let Some(theme) = self.selected_theme() else {
                    return;
                };
                let title = format!("{} and the roadmap", theme.theme);
                let id = theme.id;
                let rows = self.targets(id);
                self.pending.theme = id;
                cx.open(Pick::new(cx.place, "link-item", title, rows));
            }
            Pane::Items => {
                let Some(item) = self.item.key().and_then(|id| self.item(*id)) else {
                    return;
                };
                let title = format!("Link {} to which theme", links::short(item));
                let themes = cx.shared.room.themes();
                let rows = themes.map(|t| Row::new(t.tag.id, &t.tag.name, self.stance(t.tag.id)));
                let rows = rows.collect();
                self.pending.to = Some(item.id);
                cx.open(Pick::new(cx.place, "link-theme", title, rows));
            }
        }
    }

    /// What a theme can be linked to, and the links it has, to take off.
    fn targets(&self, theme: TagId) -> Vec<Row> {
        let own: Vec<&Link> = self.links_of(theme).collect();
        let items = self.items().iter().map(|item| {
            let link = own.iter().find(|l| l.item == Some(item.id));
            let linked = link.map(|l| format!(" · {} now", l.stance.word()));
            let detail = format!("{} {}", item.status, item.target);
            let detail = format!("{}{}", detail.trim(), linked.unwrap_or_default());
            Row::new(format!("item:{}", item.id), links::named(item), detail)
        });
        let mut rows: Vec<Row> = items.collect();
        let missing = "challenges: there is no item for it";
        rows.push(Row::new("missing", "missing on the roadmap", missing));
        if own.iter().all(|l| l.item.is_none()) {
            let looked = "the team looked, and nothing there concerns it";
            rows.push(Row::new("nothing", "nothing on the roadmap", looked));
        }
        rows.extend(own.iter().map(|link| {
            let words = links::words(link, self.items());
            Row::new(
                format!("remove:{}", link.id),
                format!("take off: {words}"),
                &link.note,
            )
        }));
        rows
    }

    /// An answer to one of the questions asked here.
    pub(super) fn decided(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        match (what, choice) {
            ("link-item", Choice::Picked(key)) => self.target_picked(&key, cx),
            ("link-theme", Choice::Picked(key)) => {
                self.pending.theme = TagId(key.parse().unwrap_or_default());
                self.ask_stance(cx);
            }
            ("link-stance", Choice::Picked(key)) => {
                self.pending.stance = Stance::from_word(&key);
                self.ask_note(cx);
            }
            ("link-note", Choice::Text(note)) => self.save_link(note.trim(), cx),
            ("status", Choice::Picked(status) | Choice::Text(status)) => {
                self.save_field(Field::Status, status.trim(), cx);
            }
            ("field", Choice::Picked(key)) => self.ask_field(&key, cx),
            ("value", Choice::Text(text)) => {
                if let Some(field) = self.pending.field {
                    self.save_field(field, text.trim(), cx);
                }
            }
            ("item", Choice::Text(line)) if !line.trim().is_empty() => {
                cx.apply("item", Change::add(Record::Item(links::item(&line))));
            }
            ("drop-item", Choice::Picked(_)) => {
                if let Some(item) = self.item(self.pending.item) {
                    cx.apply("drop", Change::Remove(Box::new(Record::Item(item.clone()))));
                }
            }
            ("drop-link", Choice::Picked(_)) => {
                let first = self.links_of(self.pending.theme).next();
                first.into_iter().for_each(|link| remove(link, cx));
            }
            ("win-back", Choice::Picked(key)) if key == "see" => self.win_back(cx),
            _ => {}
        }
    }

    fn target_picked(&mut self, key: &str, cx: &mut Cx<'_>) {
        let id = |text: &str| text.parse::<i64>().unwrap_or_default();
        match key.split_once(':') {
            Some(("item", item)) => {
                self.pending.to = Some(RoadmapId(id(item)));
                self.ask_stance(cx);
            }
            Some(("remove", link)) => {
                let link = LinkId(id(link));
                let found = self.links.iter().find(|l| l.id == link);
                found.into_iter().for_each(|link| remove(link, cx));
            }
            _ => {
                let nothing = key == "nothing";
                let stance = if nothing {
                    Stance::Nothing
                } else {
                    Stance::Challenges
                };
                self.pending.stance = Some(stance);
                self.ask_note(cx);
            }
        }
    }

    fn ask_stance(&self, cx: &mut Cx<'_>) {
        let theme = cx.shared.room.tag_name(self.pending.theme);
        let item = self.pending.to.and_then(|id| self.item(id));
        let item = item.map_or("", links::short);
        let confirm = Confirm::new(cx.place, "link-stance", format!("{theme} and {item}"))
            .choice('a', "aligns: it would reduce this loss", "aligns")
            .choice('c', "challenges: declined, too late or wrong", "challenges");
        cx.open(confirm);
    }

    fn ask_note(&self, cx: &mut Cx<'_>) {
        let note = self.same_link().map_or("", |l| l.note.as_str());
        let line = Line::plain(cx.place, "link-note", "Why", note)
            .hint("may be empty; Enter links, Esc leaves it as it was");
        cx.open(line);
    }

    /// The link between the same theme and item, if there is one already.
    fn same_link(&self) -> Option<&Link> {
        self.links_of(self.pending.theme)
            .find(|l| l.item == self.pending.to)
    }

    fn save_link(&self, note: &str, cx: &mut Cx<'_>) {
        let Some(stance) = self.pending.stance else {
            return;
        };
        let mut changes = Vec::new();
        match self.same_link() {
            Some(link) => {
                let subject = Subject::Link(link.id);
                let (was, now) = (link.stance.word(), stance.word());
                changes.push(Change::set(subject, Field::Stance, was, now));
                changes.push(Change::set(subject, Field::Note, link.note.as_str(), note));
            }
            None => changes.push(Change::add(Record::Link(Link {
                id: LinkId(0),
                theme: self.pending.theme,
                item: self.pending.to,
                stance,
                note: note.to_owned(),
                meeting: cx.shared.sitting.map(|s| s.meeting),
            }))),
        }
        if self.pending.to.is_some() {
            let nothing = self
                .links_of(self.pending.theme)
                .filter(|l| l.stance == Stance::Nothing);
            let gone = nothing.map(|l| Change::Remove(Box::new(Record::Link(l.clone()))));
            changes.extend(gone);
        }
        cx.apply("link", Change::All(changes));
    }

    pub(super) fn ask_status(&mut self, cx: &mut Cx<'_>) {
        let Some(item) = self.meant() else {
            return;
        };
        let title = format!("Status of {}", links::short(item));
        let mut words: Vec<&str> = STATUSES.to_vec();
        for other in self.items() {
            let status = other.status.as_str();
            if !status.is_empty() && !words.iter().any(|w| w.eq_ignore_ascii_case(status)) {
                words.push(status);
            }
        }
        let now = |word: &str| if word == item.status { "now" } else { "" };
        let rows = words
            .iter()
            .map(|word| Row::new(word, *word, now(word)))
            .collect();
        let id = item.id;
        self.pending.item = id;
        cx.open(Pick::new(cx.place, "status", title, rows).or_new());
    }

    pub(super) fn edit(&mut self, cx: &mut Cx<'_>) {
        let Some(item) = self.meant() else {
            return;
        };
        let rows = FIELDS.map(|(field, word)| Row::new(word, word, value(item, field)));
        let title = format!("Change what of {}", links::short(item));
        let id = item.id;
        self.pending.item = id;
        cx.open(Pick::new(cx.place, "field", title, rows.into()));
    }

    fn ask_field(&mut self, word: &str, cx: &mut Cx<'_>) {
        let field = FIELDS.iter().find(|(_, w)| *w == word).map(|(f, _)| *f);
        let (Some(field), Some(item)) = (field, self.item(self.pending.item)) else {
            return;
        };
        if field == Field::Status {
            return self.ask_status(cx);
        }
        let title = format!("{}: {word}", links::short(item));
        cx.open(Line::plain(cx.place, "value", title, value(item, field)));
        self.pending.field = Some(field);
    }

    fn save_field(&mut self, field: Field, now: &str, cx: &mut Cx<'_>) {
        let Some(item) = self.item(self.pending.item) else {
            return;
        };
        let was = value(item, field);
        let ships = field == Field::Status && links::is_shipped(now) && !links::is_shipped(was);
        let linked = self.links.iter().any(|l| l.item == Some(item.id));
        let id = item.id;
        cx.apply("field", Change::set(Subject::Item(id), field, was, now));
        self.pending.shipped = (ships && linked).then_some(id);
    }

    /// The line that adds an item.
    pub(super) fn ask_item(&self, cx: &mut Cx<'_>) {
        let line = Line::plain(cx.place, "item", "New roadmap item", "").hint(
            "its key, if it has one, and its title: RPT-12 Report builder; S sets its status",
        );
        cx.open(line);
    }

    pub(super) fn ask_drop(&mut self, cx: &mut Cx<'_>) {
        let (what, words) = match self.pane {
            Pane::Items => {
                let Some(item) = self.meant() else {
                    return;
                };
                let words = format!("Take {} off the roadmap?", links::named(item));
                self.pending.item = item.id;
                ("drop-item", words)
            }
            Pane::Themes => {
                let Some(theme) = self.theme.key().copied() else {
                    return;
                };
                if self.links_of(theme).count() != 1 {
                    return self.link(cx);
                }
                self.pending.theme = theme;
                (
                    "drop-link",
                    format!("Take the link off: {}?", self.stance(theme)),
                )
            }
        };
        let confirm = Confirm::new(cx.place, what, words).choice('y', "take it off", "y");
        cx.open(confirm);
    }

    /// Who was lost over the selected theme, or over those an item is for.
    pub(super) fn open(&mut self, cx: &mut Cx<'_>) {
        match self.pane {
            Pane::Themes => {
                if let Some(theme) = self.selected_theme() {
                    let themes = vec![(theme.id, theme.theme.clone())];
                    cx.open(Winback::new("", themes));
                }
            }
            Pane::Items if self.item.key() == Some(&ADD) => self.ask_item(cx),
            Pane::Items => {
                self.pending.shipped = self.item.key().copied();
                self.win_back(cx);
            }
        }
    }

    fn win_back(&mut self, cx: &mut Cx<'_>) {
        let Some(item) = self.pending.shipped.take().and_then(|id| self.item(id)) else {
            return;
        };
        let linked = self.links.iter().filter(|l| l.item == Some(item.id));
        let themes = linked.map(|l| (l.theme, cx.shared.room.tag_name(l.theme).to_owned()));
        let themes: Vec<(TagId, String)> = themes.collect();
        if themes.is_empty() {
            return cx.say("no theme is linked to it: L links one");
        }
        let title = format!("{} · {}", links::named(item), item.status);
        cx.open(Winback::new(title, themes));
    }

    /// A change went through: an item that shipped offers those it might win back.
    pub(super) fn done(&mut self, what: &'static str, applied: &Applied, cx: &mut Cx<'_>) {
        if let ("item", Subject::Item(id)) = (what, applied.subject) {
            self.item.fill(
                self.items()
                    .iter()
                    .map(|i| i.id)
                    .chain([id, ADD])
                    .collect::<Vec<_>>(),
            );
            self.item.select_key(&id);
            self.pane = Pane::Items;
        }
        let Some(item) = self.pending.shipped.and_then(|id| self.item(id)) else {
            return;
        };
        if what == "field" {
            let question = format!("{} is there.", links::named(item));
            let confirm = Confirm::new(cx.place, "win-back", question)
                .line("Some customers left over what it is for.")
                .choice('w', "see whom it could win back", "see")
                .choice('l', "later: Enter on the item shows them", "later");
            cx.open(confirm);
        }
    }
}

fn remove(link: &Link, cx: &mut Cx<'_>) {
    cx.apply(
        "unlink",
        Change::Remove(Box::new(Record::Link(link.clone()))),
    );
}
