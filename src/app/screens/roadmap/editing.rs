//! What the Roadmap screen writes: links with stance and note, an item's fields, new items.
//! Must not know how anything is drawn.

use crate::app::cx::{Basis, Choice, Cx, LetterQuestion, Offer, Open, Picked, Prompt};
use crate::app::editing::{ask_day_with, days, label, lines, text};
use crate::app::shared::Shared;
use crate::app::worked;
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::effect::agreed::differing;
use crate::domain::feedback::Tag;
use crate::domain::field::{FieldOf, Holds};
use crate::domain::ids::{LinkId, RoadmapId, TagId};
use crate::domain::money::counted;
use crate::domain::roadmap::{Link, RoadmapItem, Stance, is_shipped, made_key};
use crate::domain::sort::sort_by_key;
use crate::domain::themes::ThemeRow;
use crate::domain::word::Word;

use super::links::{self, STATUSES};
use super::{ADD, Roadmap, RoadmapPane};

/// What a theme can be made to stand to, or no longer.
#[derive(Clone, Debug)]
enum LinkTarget {
    Item(RoadmapId),
    /// No item, in a way.
    Without(Stance),
    /// A link to take off.
    Off(Link),
}

impl Roadmap {
    /// Links the selected theme, or a theme to the selected item.
    pub(super) fn link(&self, cx: &mut Cx<'_>) {
        match self.pane {
            RoadmapPane::Themes => {
                let Some(theme) = self.selected_theme() else {
                    return;
                };
                let title = format!("{} and the roadmap", theme.theme);
                let id = theme.id;
                let link = move |s: &mut Roadmap, target, cx: &mut Cx<'_>| match target {
                    LinkTarget::Item(item) => s.ask_stance(id, item, cx),
                    LinkTarget::Without(stance) => {
                        let seen = s.same_link(id, None).cloned();
                        ask_note(seen, (id, None), stance, cx);
                    }
                    LinkTarget::Off(link) => cx.apply(Change::remove(Record::Link(link))),
                };
                cx.open(Offer::new(
                    cx.place,
                    title,
                    self.targets(id, cx.shared),
                    link,
                ));
            }
            RoadmapPane::Items => {
                let Some(item) = self.item.key().and_then(|id| self.item(*id)) else {
                    return;
                };
                let title = format!("Link {} to which theme", links::short(item));
                let themes = cx.shared.room.themes();
                let choice = |t: &Tag| Choice::new(t.id, &t.name, self.stance(t.id));
                let themes = themes.map(|t| choice(&t.tag)).collect();
                let id = item.id;
                let link =
                    move |s: &mut Roadmap, theme, cx: &mut Cx<'_>| s.ask_stance(theme, id, cx);
                cx.open(Offer::new(cx.place, title, themes, link));
            }
        }
    }

    /// What a theme can be linked to, and the links it has, to take off.
    fn targets(&self, theme: TagId, shared: &Shared) -> Vec<Choice<LinkTarget>> {
        let own: Vec<&Link> = self.links_of(theme).collect();
        let shown = self.item.iter().filter_map(|id| self.item(*id));
        let items = shown.map(|item| {
            let link = own.iter().find(|l| l.item == Some(item.id));
            let linked = link.map(|l| format!(" · {} now", l.stance.word()));
            let detail = format!("{} {}", item.status, item.target);
            let weight = self.weight(item, shared);
            let detail = format!("{}{weight}{}", detail.trim(), linked.unwrap_or_default());
            Choice::new(LinkTarget::Item(item.id), links::named(item), detail)
        });
        let mut all: Vec<Choice<LinkTarget>> = items.collect();
        let missing = "challenges: there is no item for it";
        let without = LinkTarget::Without(Stance::Challenges);
        all.push(Choice::new(without, "missing on the roadmap", missing));
        if own.iter().all(|l| l.item.is_none()) {
            let looked = "the team looked, and nothing there concerns it";
            let without = LinkTarget::Without(Stance::Nothing);
            all.push(Choice::new(without, "nothing on the roadmap", looked));
        }
        all.extend(own.into_iter().map(|link| {
            let words = links::words(link, self.items());
            let off = LinkTarget::Off(link.clone());
            Choice::new(off, format!("take off: {words}"), &link.note)
        }));
        all
    }

    /// What speaks for an item, side by side: ` · €4,239 lost · €14,963 exposed · 18 accounts · ease 4`.
    fn weight(&self, item: &RoadmapItem, shared: &Shared) -> String {
        let own = self.priority.as_ref().and_then(|all| all.of(item.id));
        let own = own.filter(|own| !own.themes.is_empty());
        let own = own.map_or_else(String::new, |own| {
            let (lost, exposed) = (shared.money(own.lost), shared.money(own.exposed));
            let accounts = counted(own.accounts, "account");
            format!(" · {lost} lost · {exposed} exposed · {accounts}")
        });
        match item.ease.as_str() {
            "" => own,
            ease => format!("{own} · ease {ease}"),
        }
    }

    /// Asks how a theme stands to an item. Whoever answers does so of the link as it was then.
    fn ask_stance(&self, theme: TagId, item: RoadmapId, cx: &mut Cx<'_>) {
        let name = cx.shared.room.tag_name(theme);
        let short = self.item(item).map_or("", links::short);
        let seen = self.same_link(theme, Some(item));
        let stands = |stance| {
            let seen = seen.cloned();
            move |_: &mut Roadmap, cx: &mut Cx<'_>| ask_note(seen, (theme, Some(item)), stance, cx)
        };
        let (aligns, challenges) = (stands(Stance::Aligns), stands(Stance::Challenges));
        let question = LetterQuestion::new(cx.place, format!("{name} and {short}"))
            .answer('a', "aligns: it would reduce this loss", aligns)
            .answer('c', "challenges: declined, too late or wrong", challenges);
        cx.open(question);
    }

    /// The link between a theme and an item, if there is one already.
    fn same_link(&self, theme: TagId, item: Option<RoadmapId>) -> Option<&Link> {
        self.links_of(theme).find(|l| l.item == item)
    }

    /// Makes a link, or one that was seen as this one says.
    fn save_link(&self, seen: Option<Link>, link: Link, cx: &mut Cx<'_>) {
        let (theme, item, note) = (link.theme, link.item, link.note.clone());
        let mut of = Subject::Tag(theme);
        let mut changes = match seen {
            Some(old) => {
                of = Subject::Link(old.id);
                let set = |field, was: &str, now: &str| Change::set(of, field, was, now);
                let stance = set(Field::Stance, old.stance.word(), link.stance.word());
                vec![stance, set(Field::Note, &old.note, &link.note)]
            }
            None => vec![Change::add(Record::Link(link))],
        };
        if item.is_some() {
            let mine = self.links_of(theme);
            let nothing = mine.filter(|l| l.stance == Stance::Nothing);
            changes.extend(nothing.map(|l| Change::remove(Record::Link(l.clone()))));
        }
        cx.set_with((of, Field::Note), note, Change::All(changes));
    }

    /// Asks for the status of the item that is meant.
    pub(super) fn ask_status(&self, cx: &mut Cx<'_>) {
        let item = self.meant().into_iter();
        item.for_each(|item| self.ask_status_of(item, cx));
    }

    fn ask_status_of(&self, item: &RoadmapItem, cx: &mut Cx<'_>) {
        let title = format!("Status of {}", links::short(item));
        let mut words: Vec<&str> = STATUSES.to_vec();
        for other in self.items() {
            let status = other.status.as_str();
            if !status.is_empty() && !words.iter().any(|w| w.eq_ignore_ascii_case(status)) {
                words.push(status);
            }
        }
        let now = |word: &str| if word == item.status { "now" } else { "" };
        let choice = |word: &&str| Choice::new((*word).to_owned(), *word, now(word));
        let choices = words.iter().map(choice).collect();
        let seen = item.clone();
        let save = move |s: &mut Roadmap, picked, cx: &mut Cx<'_>| {
            let (Picked::One(status) | Picked::New(status)) = picked;
            s.save_status(&seen, status.trim(), cx);
        };
        cx.open(Offer::or_new(cx.place, title, choices, save));
    }

    pub(super) fn edit(&self, cx: &mut Cx<'_>) {
        let Some(item) = self.meant() else {
            return;
        };
        let mut rows: Vec<&FieldOf<RoadmapItem>> = lines().chain(days()).collect();
        sort_by_key(&mut rows, |row| row.is.field == Field::Ease);
        let choice = |row: &'static FieldOf<_>| Choice::new(row, label(&row.is), text(item, row));
        let title = format!("Change what of {}", links::short(item));
        let id = item.id;
        let ask = move |s: &mut Roadmap, row, cx: &mut Cx<'_>| s.ask_field(id, row, cx);
        let choices = rows.into_iter().map(choice).collect();
        cx.open(Offer::new(cx.place, title, choices, ask));
    }

    fn ask_field(&self, id: RoadmapId, row: &'static FieldOf<RoadmapItem>, cx: &mut Cx<'_>) {
        let Some(item) = self.item(id) else {
            return;
        };
        if row.is.field == Field::Status {
            return self.ask_status_of(item, cx);
        }
        let title = format!("{}: {}", links::short(item), label(&row.is));
        if matches!(row.is.holds, Holds::Day) {
            let of = Subject::Item(id);
            // What has shipped on a day is planned no more.
            let status = item.shipped_status();
            let status = status.filter(|_| row.is.field == Field::Shipped);
            let was = item.status.as_str();
            let also = status.map(|now| Change::set(of, Field::Status, was, now));
            return ask_day_with::<Roadmap, _>(title, (of, item), row, also, cx);
        }
        let was = text(item, row);
        let now = was.clone();
        let save = move |_: &mut Roadmap, now: String, cx: &mut Cx<'_>| {
            cx.set_typed(Subject::Item(id), row.is.field, was, now);
        };
        let prompt = Prompt::new(cx.place, title, now, save);
        cx.open(prompt.of(Subject::Item(id), row.is.field));
    }

    /// Sets the status; an item that ships so offers those it might win back.
    fn save_status(&self, item: &RoadmapItem, now: &str, cx: &mut Cx<'_>) {
        let id = item.id;
        let was = item.status.as_str();
        let ships = is_shipped(now) && !is_shipped(was);
        let linked = self.links.iter().any(|l| l.item == Some(id));
        let mut change = Change::set(Subject::Item(id), Field::Status, was, now);
        // From the day it ships it can be for accounts.
        let follows = item.follows(now, cx.shared.time.today);
        if let Some(Change::All(follows)) = differing(Subject::Item(id), item, follows) {
            change = Change::All([change].into_iter().chain(follows).collect());
        }
        cx.apply_then(change, move |s: &mut Roadmap, applied, cx| {
            if applied.is_some() && ships && linked {
                s.offer_win_back(id, cx);
            }
        });
    }

    /// Asks how the item that is meant went since it shipped, beside what the facts say.
    pub(super) fn ask_worked(&self, cx: &mut Cx<'_>) {
        if let Some(item) = self.shipped() {
            worked::ask_item::<Roadmap>(item, self.facts(item), cx);
        }
    }

    /// What the facts say of an item that has shipped.
    fn facts(&self, item: &RoadmapItem) -> Vec<String> {
        let told = self.priority.as_ref().zip(item.shipped);
        let told = told.map(|(priority, day)| priority.since_shipped(item.id, day));
        match (item.shipped, told) {
            (None, _) => vec!["nobody said since which day customers have it".to_owned()],
            (Some(_), told) => told.unwrap_or_default(),
        }
    }

    fn offer_win_back(&self, id: RoadmapId, cx: &mut Cx<'_>) {
        if let Some(item) = self.item(id) {
            let see = move |_: &mut Roadmap, cx: &mut Cx<'_>| cx.open(Open::WinBack(id));
            let question =
                LetterQuestion::new(cx.place, format!("{} is there.", links::named(item)))
                    .line("Some customers left over what it is for.")
                    .answer('w', "see whom it could win back", see)
                    .nothing('l', "later: Enter on the item shows them");
            cx.open(question);
        }
    }

    /// The line that adds an item; what is refused stands in it again.
    pub(super) fn ask_item(&self, cx: &mut Cx<'_>) {
        self.ask_item_again(String::new(), cx);
    }

    fn ask_item_again(&self, line: String, cx: &mut Cx<'_>) {
        let add = |s: &mut Roadmap, line: String, cx: &mut Cx<'_>| {
            if line.is_empty() {
                return;
            }
            let mut item = links::item(&line);
            if item.external.is_empty() {
                item.external = made_key(s.items());
            }
            let added = |s: &mut Roadmap, applied: Option<Applied>, cx: &mut Cx<'_>| match applied {
                Some(applied) => s.select_added(applied),
                None => s.ask_item_again(line, cx),
            };
            cx.apply_then(Change::add(Record::Item(item)), added);
        };
        let hint =
            "its key, if it has one, and its title: RPT-12 Report builder; S sets its status";
        cx.open(Prompt::new(cx.place, "New roadmap item", line, add).hint(hint));
    }

    fn select_added(&mut self, applied: Applied) {
        if let Subject::Item(id) = applied.subject {
            let items: Vec<RoadmapId> = self.items().iter().map(|i| i.id).collect();
            self.item.fill(items.into_iter().chain([id, ADD]));
            self.item.select_key(&id);
            self.pane = RoadmapPane::Items;
        }
    }

    pub(super) fn ask_drop(&self, cx: &mut Cx<'_>) {
        let (record, words) = match self.pane {
            RoadmapPane::Items => {
                let Some(item) = self.meant() else {
                    return;
                };
                let words = format!("Take {} off the roadmap?", links::named(item));
                (Record::Item(item.clone()), words)
            }
            RoadmapPane::Themes => {
                let Some(theme) = self.theme.key().copied() else {
                    return;
                };
                let mut own = self.links_of(theme);
                let (Some(link), None) = (own.next(), own.next()) else {
                    return self.link(cx);
                };
                let words = format!("Take the link off: {}?", self.stance(theme));
                (Record::Link(link.clone()), words)
            }
        };
        let remove = |_: &mut Roadmap, cx: &mut Cx<'_>| cx.apply(Change::remove(record));
        cx.open(LetterQuestion::new(cx.place, words).answer('y', "take it off", remove));
    }

    /// Who was lost over the selected theme, or whom an item could win back.
    pub(super) fn open(&self, cx: &mut Cx<'_>) {
        match (self.pane, self.item.key().copied()) {
            (RoadmapPane::Themes, _) => {
                let theme = self.selected_theme().zip(cx.shared.period);
                cx.open_some(theme.map(|(theme, period)| {
                    let row = Some(ThemeRow::Theme(theme.id));
                    Open::Behind(period, Basis::Row(row, theme.theme.clone()))
                }));
            }
            (RoadmapPane::Items, Some(ADD)) => self.ask_item(cx),
            (RoadmapPane::Items, Some(item)) => cx.open(Open::WinBack(item)),
            (RoadmapPane::Items, None) => {}
        }
    }
}

/// Asks why a theme stands so, of the link as it was seen.
fn ask_note(
    seen: Option<Link>,
    (theme, item): (TagId, Option<RoadmapId>),
    stance: Stance,
    cx: &mut Cx<'_>,
) {
    let was = seen.as_ref();
    let note = was.map_or_else(String::new, |link| link.note.clone());
    let of = was.map_or(Subject::Tag(theme), |link| Subject::Link(link.id));
    let save = move |s: &mut Roadmap, note: String, cx: &mut Cx<'_>| {
        let link = Link {
            id: LinkId(0),
            theme,
            item,
            stance,
            note,
            meeting: cx.shared.sitting.map(|s| s.meeting),
        };
        s.save_link(seen, link, cx);
    };
    let prompt = Prompt::new(cx.place, "Why", note, save);
    let hint = "may be empty; Enter links, Esc leaves it as it was";
    cx.open(prompt.hint(hint).of(of, Field::Note));
}
